import { failure, ShosekiError } from "#domain/errors.js";
import { withoutRepeating } from "#domain/repeated-secret.js";
import { isConnectionFault, isGivenUp } from "#providers/connection-fault.js";
import { envelope, openEnvelope } from "#providers/vsphere/soap-envelope.js";
import type { Transport } from "#providers/vsphere/transport.js";
import { child, childrenOf, textOf, type XmlNode } from "#providers/vsphere/xml-reader.js";
import type { Moref } from "#providers/vsphere/xml-writer.js";

/** The newest API versions this client knows, newest first. Nothing it asks for came after 6.5. */
const KNOWN_VERSIONS = [
  "8.0.3.0",
  "8.0.2.0",
  "8.0.1.0",
  "8.0.0.1",
  "8.0.0.0",
  "7.0.3.0",
  "7.0",
  "6.7",
  "6.5",
];

const SESSION_COOKIE = "vmware_soap_session";

export interface CallOptions {
  /** Goes into the server's own logs. */
  readonly operationId?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** vim25 calls over one transport: the negotiated version and the session cookie. It retries nothing. */
export class VimClient {
  readonly #transport: Transport;
  readonly #timeoutMs: number;
  readonly #session: { cookie: string | null; version: string };

  constructor(
    transport: Transport,
    timeoutMs: number,
    session = { cookie: null as string | null, version: "6.5" },
  ) {
    this.#transport = transport;
    this.#timeoutMs = timeoutMs;
    this.#session = session;
  }

  /** The same session over other connections, for what would stand in the way of the rest. */
  over(transport: Transport): VimClient {
    return new VimClient(transport, this.#timeoutMs, this.#session);
  }

  /**
   * Picks the newest API version that the server and this client both speak (`/sdk/vimServiceVersions.xml`).
   * Errors: `VERSION_UNSUPPORTED` before vSphere 6.5, `NOT_VSPHERE`.
   */
  async negotiate(endpoint: string, signal?: AbortSignal): Promise<string> {
    const offered = new Set<string>();
    const reply = await this.#transport.exchange({
      method: "GET",
      path: "/sdk/vimServiceVersions.xml",
      headers: {},
      body: null,
      timeoutMs: this.#timeoutMs,
      signal,
    });
    const vim25 = childrenOf(reply.root, "namespace").find((each) => textOf(each, "name") === "urn:vim25");
    if (reply.status !== 200 || vim25 === undefined) {
      throw failure("NOT_VSPHERE", { endpoint, problem: "it does not list the versions of vim25" });
    }
    const newest = textOf(vim25, "version") ?? "unknown";
    offered.add(newest);
    const prior = child(vim25, "priorVersions");
    for (const each of prior === undefined ? [] : childrenOf(prior, "version")) offered.add(each.text);
    const chosen = KNOWN_VERSIONS.find((version) => offered.has(version));
    if (chosen === undefined) throw failure("VERSION_UNSUPPORTED", { endpoint, version: newest });
    this.#session.version = chosen;
    return chosen;
  }

  /**
   * One call, sent once. Answers the `<methodResponse>` element. Errors: those of `Transport.exchange`, and
   * `SERVER_FAULT` and `SESSION_ENDED`, which the server has said; none repeats the session's cookie.
   */
  async call(method: string, self: Moref, args: string, options: CallOptions = {}): Promise<XmlNode> {
    try {
      return await this.#send(method, self, args, options);
    } catch (error) {
      const { cookie } = this.#session;
      if (cookie === null || !(error instanceof ShosekiError)) throw error;
      throw withoutRepeating(error, [secretIn(cookie)]);
    }
  }

  async #send(method: string, self: Moref, args: string, options: CallOptions): Promise<XmlNode> {
    const { cookie, version } = this.#session;
    const reply = await this.#transport.exchange({
      method: "POST",
      path: "/sdk",
      headers: {
        "content-type": "text/xml; charset=utf-8",
        soapaction: `"urn:vim25/${version}"`,
        ...(cookie === null ? {} : { cookie }),
      },
      body: envelope(method, self, args, options.operationId),
      timeoutMs: options.timeoutMs ?? this.#timeoutMs,
      signal: options.signal,
    });
    this.#keepCookie(reply.cookies);
    return openEnvelope(reply.root, method);
  }

  /**
   * A call that changes nothing: tried a second time when its connection fails, and again when the connections are renewed
   * while it is under way. One that is stopped is `GAVE_UP_WAITING`, sent or not.
   */
  async read(method: string, self: Moref, args: string, options: CallOptions = {}): Promise<XmlNode> {
    const { timeoutMs = this.#timeoutMs } = options;
    for (let failures = 0; ; ) {
      const begun = performance.now();
      const { renewed } = this.#transport;
      const signal = options.signal === undefined ? renewed : AbortSignal.any([options.signal, renewed]);
      try {
        return await this.call(method, self, args, { ...options, signal });
      } catch (error) {
        const unanswered = isConnectionFault(error) || isGivenUp(error);
        if (unanswered && options.signal?.aborted) throw failure("GAVE_UP_WAITING", {}, error);
        if (unanswered && renewed.aborted) continue;
        if (!isConnectionFault(error)) throw error;
        failures += 1;
        // What has taken too long once, if only for a connection, is not waited for as long again. (Timers round.)
        const tookTooLong = error.code === "REPLY_TIMEOUT" || performance.now() - begun > timeoutMs - 1;
        if (tookTooLong || failures > 1) throw error;
      }
    }
  }

  #keepCookie(cookies: readonly string[]): void {
    const pair = cookies
      .map((each) => each.split(";")[0]?.trim() ?? "")
      .find((each) => each.startsWith(`${SESSION_COOKIE}=`));
    if (pair !== undefined) this.#session.cookie = pair;
  }
}

/** Of `name="value"`, what opens the session. */
function secretIn(cookie: string): string {
  return cookie.slice(SESSION_COOKIE.length + 1).replaceAll('"', "");
}
