import { parseEndpoint } from "#cli/endpoint.js";
import { profileNamed } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import type { Profile } from "#config/profile.js";
import { PasswordKeyring, type PasswordOwner } from "#credentials/password-keyring.js";
import { failure } from "#domain/errors.js";
import { printable } from "#messages/printable.js";

/**
 * `shoseki profile password NAME [--forget]`: asks for the password of a profile's login and keeps it in the OS keyring, or
 * takes it out again. Whether it is right is not tried. Errors: those of a profile, `PASSWORD_KEYRING_FAILED`,
 * `PASSWORD_MISSING`, `USAGE`.
 */
export async function profilePassword(setting: Setting, { options }: Arguments, name: string): Promise<0> {
  const { io, catalogue } = setting;
  const texts = catalogue.profiles;
  if (options.forget && options["password-stdin"]) {
    throw failure("USAGE", { problem: "--forget and --password-stdin exclude each other" });
  }
  const profile = await profileNamed(setting, name);
  const owner = ownerOf(profile);
  const keyring = new PasswordKeyring(io.env);
  const say = (line: string) => io.out(printable(line));
  if (options.forget) {
    say((await keyring.forget(owner)) ? texts.passwordForgotten(owner) : texts.passwordNone(owner));
    return 0;
  }
  // That it cannot be kept is said before it is asked for.
  await keyring.get(owner);
  await keyring.put(owner, await asked(setting, owner, options["password-stdin"] === true));
  say(texts.passwordKept({ ...owner, name }));
  if (profile.password !== "keyring") say(texts.passwordUnused({ path: profile.path }));
  return 0;
}

function ownerOf(profile: Profile): PasswordOwner {
  const endpoint = parseEndpoint(profile.endpoint);
  if (endpoint.platform === "simulator") {
    throw failure("USAGE", { problem: "the simulator takes no password" });
  }
  if (endpoint.platform === "libvirt") {
    const { name } = endpoint;
    const problem = {
      kind: "NOT_OF_LIBVIRT",
      option: "profile password",
      endpoint: name,
      why: "PASSWORD",
    } as const;
    throw failure("USAGE", { problem });
  }
  const user = profile.user ?? endpoint.user;
  if (user === null || user === "") {
    throw failure("USAGE", { problem: `the profile ${profile.name} names no user: give it one with user:` });
  }
  return { user, endpoint: endpoint.name };
}

async function asked({ io, catalogue }: Setting, owner: PasswordOwner, fromInput: boolean): Promise<string> {
  const password = fromInput
    ? (await io.readStandardInput()).replace(/\r?\n$/, "")
    : await io.askSecret(catalogue.prompts.password(owner));
  if (password === null || password === "") throw failure("PASSWORD_MISSING", { user: owner.user });
  return password;
}
