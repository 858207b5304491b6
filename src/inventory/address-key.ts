import { isIPv6 } from "node:net";

/**
 * Sorts addresses by their numbers: IPv4 as a number; as texts, after those, IPv6, and then what is neither, as it is
 * written.
 */
export function addressKey(ip: string): number | string {
  const number = ipv4Number(ip);
  if (number >= 0) return number;
  const [address = "", zone = ""] = ip.split("%");
  return isIPv6(address) ? `6${String.fromCharCode(...groupsOf(address))}%${zone}` : `7${ip}`;
}

/** An IPv4 address as an unsigned number of 32 bits; -1 for what is none. By hand: most addresses are, of 50,000. */
function ipv4Number(ip: string): number {
  let number = 0;
  let part = -1;
  let parts = 0;
  for (let at = 0; at <= ip.length; at++) {
    const code = ip.charCodeAt(at);
    if (code >= 48 && code <= 57) part = Math.max(part, 0) * 10 + code - 48;
    else if ((code === 46 || at === ip.length) && part >= 0 && part < 256) {
      number = number * 256 + part;
      part = -1;
      parts++;
    } else return -1;
  }
  return parts === 4 ? number : -1;
}

/** The eight 16-bit groups of an IPv6 address. */
function groupsOf(address: string): readonly number[] {
  const [head = [], tail] = address
    .split("::")
    .map((half) => half.split(":").filter(Boolean).flatMap(groupOf));
  if (tail === undefined) return head;
  return [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}

function groupOf(text: string): readonly number[] {
  if (!text.includes(".")) return [Number.parseInt(text, 16)];
  const [a = 0, b = 0, c = 0, d = 0] = text.split(".").map(Number);
  return [a * 256 + b, c * 256 + d];
}
