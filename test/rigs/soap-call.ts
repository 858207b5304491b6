/** One request that came to the proxy. Times are in milliseconds on the clock of `performance.now()`. */
export interface ProxiedCall {
  /** From 1, in order of arrival. */
  readonly seq: number;
  /** The first child of the SOAP body; `GET /path` for what is no SOAP. */
  readonly method: string;
  /** The operationID header; empty without one. */
  readonly operationId: string;
  /** The managed object id the method is called on, `vm-42`. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The request as it came. */
  readonly body: string;
  readonly startedAt: number;
  /** When the whole answer was on its way to the client, or the connection was destroyed; undefined until then. */
  finishedAt?: number;
  /** When the server had answered; undefined when it was not asked or has not answered. */
  answeredAt?: number;
  /** The server's HTTP status; undefined as above. */
  status?: number;
  /** The server was asked. */
  forwarded: boolean;
  /** Bytes of an endless answer that went out. */
  bytesSent: number;
}

const bodyStart = /<(?:[\w.-]+:)?Body(?:\s[^>]*)?>\s*<(?:[\w.-]+:)?([\w.-]+)/;
const operationId = /<(?:[\w.-]+:)?operationID(?:\s[^>]*)?>([^<]*)</;
const thisObject = /<(?:[\w.-]+:)?_this(?:\s[^>]*)?>([^<]*)</;

/** What a request is, from its text. It is read by pattern: the requests are the program's own. */
export function identify(
  verb: string,
  path: string,
  body: string,
): Pick<ProxiedCall, "method" | "operationId" | "target"> {
  return {
    method: bodyStart.exec(body)?.[1] ?? `${verb} ${path}`,
    operationId: unescapeXml(operationId.exec(body)?.[1] ?? ""),
    target: unescapeXml(thisObject.exec(body)?.[1] ?? ""),
  };
}

function unescapeXml(text: string): string {
  const named: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (whole, name: string) => named[name] ?? whole);
}
