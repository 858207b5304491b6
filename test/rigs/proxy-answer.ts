import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { ProxyAction } from "./proxy-action.js";
import type { ProxiedCall } from "./soap-call.js";

/** Passes the server's answer on as it is. */
export async function passOn(reply: IncomingMessage, response: ServerResponse): Promise<void> {
  response.writeHead(reply.statusCode ?? 502, reply.headers);
  await pipeline(reply, response);
}

/** Answers with what a test wants instead. */
export async function replace(
  action: Extract<ProxyAction, { kind: "replaceReply" }>,
  response: ServerResponse,
): Promise<void> {
  const body = Buffer.from(action.body);
  response.writeHead(action.status ?? 200, {
    "content-type": "text/xml; charset=utf-8",
    "content-length": body.length,
    ...action.headers,
  });
  await pipeline(Readable.from([body]), response);
}

/** Answers with the first half of the server's answer. */
export async function truncate(
  reply: IncomingMessage,
  response: ServerResponse,
  how: "socket" | "framed",
): Promise<void> {
  const whole = await buffer(reply);
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  const { "transfer-encoding": _, ...headers } = reply.headers;
  const length = how === "socket" ? whole.length : half.length;
  response.writeHead(reply.statusCode ?? 502, { ...headers, "content-length": length });
  if (how === "framed") {
    response.end(half);
    return;
  }
  await new Promise<void>((resolve) => response.write(half, () => resolve()));
  response.destroy();
}

/** Sends XML that never ends, as fast as the client takes it, until the client closes the connection. */
export async function streamForever(call: ProxiedCall, response: ServerResponse): Promise<void> {
  response.writeHead(200, { "content-type": "text/xml; charset=utf-8" });
  const chunk = Buffer.from("<item>0123456789</item>".repeat(2_850)); // 64 KiB
  const endless = async function* () {
    yield '<?xml version="1.0"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><a>';
    for (;;) {
      call.bytesSent += chunk.length;
      yield chunk;
    }
  };
  await pipeline(Readable.from(endless(), { objectMode: false }), response).catch(() => undefined);
}
