import { userInfo } from "node:os";
import { isAbsolute } from "node:path";

/** Who is asking, and where from. */
export interface Here {
  readonly environment: NodeJS.ProcessEnv;
  readonly isRoot: boolean;
  readonly userId: number;
  /** Whom the operating system knows this process as; one that it has no name for is named by number. */
  readonly user: string;
  /** Their own directory: `HOME`, or else what the system says. Null where there is none. */
  readonly home: string | null;
}

export function hereIn(environment: NodeJS.ProcessEnv): Here {
  const userId = process.geteuid?.() ?? -1;
  const known = knownUser();
  const home = environment.HOME ?? known?.home ?? "";
  return {
    environment,
    isRoot: userId === 0,
    userId,
    user: known?.name ?? `uid-${userId}`,
    // One that is not absolute would be looked for wherever somebody happens to be.
    home: isAbsolute(home) ? home : null,
  };
}

/** Null for a user without an entry in the system's list: a container's, a service's. */
function knownUser(): { readonly name: string; readonly home: string } | null {
  try {
    const { username, homedir } = userInfo();
    return { name: username, home: homedir };
  } catch {
    return null;
  }
}
