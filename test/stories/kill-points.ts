import type { ProxiedCall } from "../rigs/soap-call.js";
import type { SoapProxy } from "../rigs/soap-proxy.js";

/** A point in the way of an operation at which the program is killed. */
export interface KillPoint {
  readonly when: string;
  /** Asks the proxy to kill at this point, on the call that is there then. */
  readonly arrange: (proxy: SoapProxy, method: string, kill: (call: ProxiedCall) => Promise<void>) => void;
  /** Whose intent is left without an outcome; null when none is. */
  readonly left: "Login" | "the operation" | "Logout" | null;
  /** Whether the server has done the operation. */
  readonly done: boolean;
}

const READ = "RetrievePropertiesEx";

/** Every point from Login to Logout at which something of an operation is on its way. */
export const KILL_POINTS: readonly KillPoint[] = [
  { when: "as its Login is sent", arrange: onTheWay("Login"), left: "Login", done: false },
  { when: "as its Login is answered", arrange: onTheWayBack("Login"), left: "Login", done: false },
  { when: "as the target is read for BEF", arrange: onTheWay(READ), left: null, done: false },
  { when: "as BEF is answered", arrange: onTheWayBack(READ), left: null, done: false },
  { when: "as the call is sent, and lost", arrange: onTheWay(), left: "the operation", done: false },
  { when: "as the call is answered", arrange: onTheWayBack(), left: "the operation", done: true },
  { when: "as the task is read", arrange: onTheWay(READ, 2), left: "the operation", done: true },
  { when: "as AFT is answered", arrange: onTheWayBack(READ, 2), left: "the operation", done: true },
  { when: "as its Logout is sent", arrange: onTheWay("Logout"), left: "Logout", done: true },
  { when: "as its Logout is answered", arrange: onTheWayBack("Logout"), left: "Logout", done: true },
];

/** Where the operation itself is left open: what every kind of operation is tried at. */
export const POINTS_OF_DOUBT = KILL_POINTS.filter(({ left }) => left === "the operation");

/** The call has left the program and never arrives. */
function onTheWay(named?: string, nth = 1): KillPoint["arrange"] {
  return (proxy, method, kill) => {
    passOver(proxy, named ?? method, nth - 1);
    const beforeForward = async (call: ProxiedCall) => {
      await kill(call);
      await never();
    };
    proxy.on(named ?? method, { kind: "hook", beforeForward });
  };
}

/** The server has answered, and the answer never arrives. */
function onTheWayBack(named?: string, nth = 1): KillPoint["arrange"] {
  return (proxy, method, kill) => {
    passOver(proxy, named ?? method, nth - 1);
    proxy.on(named ?? method, { kind: "hook", beforeAnswer: kill });
  };
}

function passOver(proxy: SoapProxy, method: string, times: number): void {
  if (times > 0) proxy.on(method, { kind: "hook" }, { times });
}

/** What a hook waits for that lets a call go no further. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}
