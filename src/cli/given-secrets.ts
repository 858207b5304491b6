/** What was handed to the program by its environment and is nobody else's; null where it was not. */
export interface GivenSecrets {
  readonly password: string | null;
  readonly passphrase: string | null;
}

/**
 * Takes them out of the environment, where every program that is started would find them, and so would a report of a crash.
 * What this process was started with can be read by the same user and root all the same (`/proc/PID/environ`).
 */
export function takeSecrets(env: NodeJS.ProcessEnv): GivenSecrets {
  const { SHOSEKI_PASSWORD, SHOSEKI_PASSPHRASE } = env;
  delete env.SHOSEKI_PASSWORD;
  delete env.SHOSEKI_PASSPHRASE;
  return { password: SHOSEKI_PASSWORD || null, passphrase: SHOSEKI_PASSPHRASE || null };
}
