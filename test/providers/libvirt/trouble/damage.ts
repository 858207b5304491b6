import { EVENTS } from "#providers/libvirt/rpc/events.js";
import { type Message, messageBytes } from "#providers/libvirt/rpc/message.js";
import { PROCEDURES } from "#providers/libvirt/rpc/procedures.js";
import type { Meddling } from "../../../rigs/libvirt-proxy.js";

type Damage = (reply: Message) => Meddling;

const instead = (...messages: readonly Message[]): Meddling => ({ instead: messages.map(messageBytes) });

/** What can be done to a reply so that nobody can tell any more what it was. */
export const DAMAGES = {
  "cut short": (reply) =>
    reply.payload.length === 0
      ? instead({ ...reply, payload: Buffer.alloc(4) })
      : instead({ ...reply, payload: reply.payload.subarray(0, reply.payload.length - 4) }),
  "with more than belongs there": (reply) =>
    instead({ ...reply, payload: Buffer.concat([reply.payload, Buffer.from("more")]) }),
  "to another call": (reply) => instead({ ...reply, serial: reply.serial + 1_000 }),
  "of another procedure": (reply) => instead({ ...reply, procedure: PROCEDURES.connectGetHostname.number }),
  "of a status that there is not": (reply) => instead({ ...reply, status: 7 }),
  "an error that is none": (reply) => instead({ ...reply, status: 1, payload: Buffer.alloc(8) }),
  "of a type that there is not": (reply) => instead({ ...reply, type: 9 }),
  "of another program": (reply) => instead({ ...reply, program: 0x2000_8087 }),
  "as long as 4 GiB": (reply) => {
    const bytes = messageBytes(reply);
    bytes.writeUInt32BE(0xffff_ffff);
    return { instead: [bytes] };
  },
  "without its end": (reply) => ({ instead: [messageBytes(reply).subarray(0, 10)], cut: "this" }),
  "never there": () => ({ instead: [] }),
  "something else": () => ({ instead: [Buffer.from("HTTP/1.1 200 OK\r\n\r\n")] }),
} as const satisfies Readonly<Record<string, Damage>>;

const CHANGES =
  /_(CREATE|DESTROY|UNDEFINE|DEFINE|RENAME|SET|SAVE|RESIZE|ATTACH|DELETE|REVERT|RESUME|RESET|SHUTDOWN|REBOOT)(_|$)/;

const CHANGING: ReadonlySet<number> = new Set(
  Object.values(PROCEDURES)
    .filter(({ name }) => CHANGES.test(name) && !name.startsWith("DOMAIN_HAS_"))
    .map(({ number }) => number),
);

/** Whether it is a call that changes something. */
export function isChange({ type, procedure }: Message): boolean {
  return type === 0 && CHANGING.has(procedure);
}

/** Whether it is the answer to a call that changes something. */
export function answersChange({ type, procedure }: Message): boolean {
  return type === 1 && CHANGING.has(procedure);
}

/** A number of 0 to 1 at each call, always the same ones from a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Texts that a reader of XML can choke on. */
const HOSTILE_XML = [
  "<!DOCTYPE domain [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><domain>&b;&b;&b;</domain>",
  "<!DOCTYPE domain SYSTEM 'file:///etc/passwd'><domain/>",
  `<domain>${"<a>".repeat(20_000)}`,
  `<domain>${"<a>".repeat(20_000)}${"</a>".repeat(20_000)}</domain>`,
  "<domain><name/><uuid>x</uuid><memory unit='furlong'>-1</memory><vcpu>many</vcpu></domain>",
  "<domain><devices><disk><source/><target/></disk><disk type='volume'/></devices></domain>",
  "<domain><memory>99999999999999999999999999</memory><vcpu current='-5'>1e9</vcpu></domain>",
  "<domain",
  "",
];

function xdrText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}

type Mischief = (message: Message, random: () => number) => Meddling;

const event = (procedure: number, payload: Uint8Array): Buffer =>
  messageBytes({ program: 0x2000_8086, version: 1, procedure, type: 2, serial: 0, status: 0, payload });

const pick = <T>(from: readonly T[], random: () => number): T =>
  from[Math.floor(random() * from.length)] as T;

const flipped: Mischief = (message, random) => {
  const bytes = Buffer.from(messageBytes(message));
  for (let flips = 1 + random() * 3; flips > 0; flips -= 1) {
    const at = Math.floor(random() * bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  }
  return { instead: [bytes] };
};

const counted: Mischief = (message, random) => {
  const payload = Buffer.from(message.payload);
  const words = Math.floor(payload.length / 4);
  if (words > 0)
    payload.writeUInt32BE(
      pick([0xffff_ffff, 0x7fff_ffff, 16_384, 0], random),
      4 * Math.floor(random() * words),
    );
  return instead({ ...message, payload });
};

const MISCHIEF: readonly Mischief[] = [
  ...Object.values(DAMAGES),
  flipped,
  flipped,
  flipped,
  counted,
  counted,
  (message) => instead(message, message),
  (message, random) => instead({ ...message, payload: xdrText(pick(HOSTILE_XML, random)) }),
  (message) => instead({ ...message, payload: Buffer.concat([Buffer.from([0, 0, 0, 2, 0xc3, 0x28, 0, 0])]) }),
  (message) => ({ instead: [event(9_999, Buffer.from("unknown")), messageBytes(message)] }),
  (message, random) => ({
    instead: [
      ...Array.from({ length: 500 }, () => {
        const machine = Buffer.from(Array.from({ length: 16 }, () => Math.floor(random() * 256)));
        const rest = Buffer.from([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 2, 0, 0, 0, 0]);
        const payload = Buffer.concat([Buffer.alloc(4), xdrText("ghost"), machine, rest]);
        return event(EVENTS.domainLifecycle.number, payload);
      }),
      messageBytes(message),
    ],
  }),
  (message) => ({ instead: [messageBytes(message)], cut: "this" }),
];

/** Damages what goes to the client here and there, always the same from a seed. */
export function mischiefFrom(seed: number): (message: Message) => Meddling {
  const random = randomFrom(seed);
  const share = 1 / (2 + 20 * random());
  return (message) => (random() < share ? pick(MISCHIEF, random)(message, random) : {});
}
