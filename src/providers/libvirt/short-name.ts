/** As long as a host's name can be in the DNS (RFC 1035, 2.3.4). */
const MOST = 255;

/** Whether a server calls something by a name that can be shown, and kept: some characters, and none that control a terminal. */
export function isShortName(text: string): boolean {
  return text !== "" && text.length <= MOST && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);
}
