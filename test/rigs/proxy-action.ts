import type { ProxiedCall } from "./soap-call.js";

/** What happens to a call instead of being passed on and answered. */
export type ProxyAction =
  /** Never passed on, never answered; the connection stays open. */
  | { readonly kind: "stallRequest" }
  /** Passed on; the answer is swallowed and the connection stays open. */
  | { readonly kind: "dropReply" }
  /** The connection is destroyed; the server never hears of it. */
  | { readonly kind: "resetBeforeForward" }
  /** The connection is destroyed when the server has answered. */
  | { readonly kind: "resetAfterForward" }
  /** Half of the answer: `socket` announces the whole length and destroys the connection, `framed` is good HTTP with cut XML. */
  | { readonly kind: "truncateReply"; readonly how: "socket" | "framed" }
  /** Another answer. The server is asked first, unless `forward` is false. */
  | {
      readonly kind: "replaceReply";
      readonly body: string;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly forward?: boolean;
    }
  /** An answer that begins like XML and never ends. The server is not asked. */
  | { readonly kind: "streamForever" }
  /** Waits for the test at one or both points, and then goes on. */
  | {
      readonly kind: "hook";
      readonly beforeForward?: (call: ProxiedCall) => unknown;
      readonly beforeAnswer?: (call: ProxiedCall) => unknown;
    };

/** The actions still to come, by method; `*` is every method. */
export class ProxyScript {
  readonly #planned: { readonly method: string; readonly action: ProxyAction; times: number }[] = [];

  add(method: string, action: ProxyAction, times: number): void {
    this.#planned.push({ method, action, times });
  }

  /** Uses up one turn of the first action planned for the method. */
  take(method: string): ProxyAction | undefined {
    const next = this.#planned.find((planned) => planned.times > 0 && [method, "*"].includes(planned.method));
    if (next === undefined) return undefined;
    next.times -= 1;
    return next.action;
  }

  clear(): void {
    this.#planned.length = 0;
  }
}
