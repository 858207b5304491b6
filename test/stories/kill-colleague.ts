import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { buffer } from "node:stream/consumers";
import type { Vcsim } from "../rigs/vcsim.js";

/**
 * Another user of the server, who works on the same machines by other means. The simulator checks one user's password
 * and takes everybody who comes with a token at their word.
 */
export class Colleague {
  readonly #vcsim: Vcsim;
  readonly #cookie: string;

  private constructor(vcsim: Vcsim, cookie: string) {
    this.#vcsim = vcsim;
    this.#cookie = cookie;
  }

  /** @param user as the server names them, `VSPHERE.LOCAL\colleague` */
  static async logIn(vcsim: Vcsim, user: string): Promise<Colleague> {
    const token = `<Security><Assertion><Subject><NameID>${user}</NameID></Subject></Assertion></Security>`;
    const login = `<LoginByToken xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this></LoginByToken>`;
    const { cookie } = await post(vcsim, "", token, login);
    return new Colleague(vcsim, cookie);
  }

  /** Calls a method of a machine. Its task is done when this resolves, unless tasks are held. */
  async call(method: string, machine: string, args = ""): Promise<void> {
    const body = `<${method} xmlns="urn:vim25"><_this type="VirtualMachine">${machine}</_this>${args}</${method}>`;
    await post(this.#vcsim, this.#cookie, "", body);
  }
}

async function post(
  { host, port, caPem }: Vcsim,
  cookie: string,
  header: string,
  body: string,
): Promise<{ cookie: string }> {
  const envelope = "http://schemas.xmlsoap.org/soap/envelope/";
  const headers = { "content-type": "text/xml", soapaction: "urn:vim25/8.0.3.0", cookie };
  const asked = request({ host, port, path: "/sdk", method: "POST", ca: caPem, agent: false, headers });
  asked.end(
    `<e:Envelope xmlns:e="${envelope}"><e:Header>${header}</e:Header><e:Body>${body}</e:Body></e:Envelope>`,
  );
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  const text = (await buffer(answer)).toString("utf8");
  if (answer.statusCode !== 200) throw new Error(`the server refused a colleague's call: ${text}`);
  return { cookie: answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? "" };
}
