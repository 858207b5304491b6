import { failure, ShosekiError } from "#domain/errors.js";
import { withoutRepeating } from "#domain/repeated-secret.js";
import type { LoginFacts } from "#providers/login-facts.js";
import type { ServiceContent } from "#providers/vsphere/service-content.js";
import { sessionId } from "#providers/vsphere/session-id.js";
import type { VimClient } from "#providers/vsphere/vim-client.js";
import { need, textOf } from "#providers/vsphere/xml-reader.js";
import { textElement } from "#providers/vsphere/xml-writer.js";

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/**
 * Logs in and answers the login as the server reports it (`DOMAIN\user`), and which session it is. Throws `LOGIN_REFUSED`
 * with the server's fault. A login is sent once: a wrong password tried twice locks accounts.
 */
export async function login(
  client: VimClient,
  content: ServiceContent,
  credentials: Credentials,
  signal?: AbortSignal,
): Promise<Pick<LoginFacts, "user" | "session">> {
  const { user, password } = credentials;
  const args =
    textElement("userName", user) + textElement("password", password) + textElement("locale", "en_US");
  try {
    const session = need(await client.call("Login", content.sessionManager, args, { signal }), "returnval");
    const key = textOf(session, "key");
    return { user: textOf(session, "userName") ?? user, session: key === null ? null : sessionId(key) };
  } catch (error) {
    if (!(error instanceof ShosekiError)) throw error;
    // Servers and what stands before them answer with what they were asked, now and then.
    const told = withoutRepeating(error, [password]);
    if (told.problem.code !== "SERVER_FAULT") throw told;
    throw failure("LOGIN_REFUSED", { user, ...told.problem.facts }, told);
  }
}
