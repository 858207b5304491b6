import { failure, ShosekiError } from "#domain/errors.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { need, textOf } from "#providers/vsphere/xml-reader.js";
import { textElement } from "#providers/vsphere/xml-writer.js";

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/**
 * Logs in and answers the login as the server reports it (`DOMAIN\user`). Throws `LOGIN_REFUSED` with the server's
 * fault. A login is sent once: a wrong password tried twice locks accounts.
 */
export async function login(
  client: VimClient,
  content: ServiceContent,
  credentials: Credentials,
  signal?: AbortSignal,
): Promise<string> {
  const { user, password } = credentials;
  const args =
    textElement("userName", user) + textElement("password", password) + textElement("locale", "en_US");
  try {
    const session = need(await client.call("Login", content.sessionManager, args, { signal }), "returnval");
    return textOf(session, "userName") ?? user;
  } catch (error) {
    if (error instanceof ShosekiError && error.problem.code === "SERVER_FAULT") {
      throw failure("LOGIN_REFUSED", { user, ...error.problem.facts }, error);
    }
    throw error;
  }
}
