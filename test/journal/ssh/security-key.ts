import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { preimageOf, signatureFile } from "#journal/ssh/signature-file.js";
import { lengthPrefixed, uint32 } from "#journal/ssh/wire.js";

export type SecurityKeyType = "sk-ssh-ed25519@openssh.com" | "sk-ecdsa-sha2-nistp256@openssh.com";

interface Touch {
  readonly flags?: number;
  readonly counter?: number;
}

/** What a hardware key does, after PROTOCOL.u2f: there is none in a machine that runs tests. */
export class SecurityKey {
  readonly blob: Buffer;
  readonly #private: KeyObject;
  readonly #type: SecurityKeyType;

  constructor(type: SecurityKeyType) {
    this.#type = type;
    const isEd25519 = type === "sk-ssh-ed25519@openssh.com";
    const pair = isEd25519
      ? generateKeyPairSync("ed25519")
      : generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    this.#private = pair.privateKey;
    const { x = "", y = "" } = pair.publicKey.export({ format: "jwk" });
    const coordinates = [x, y].map((text) => Buffer.from(text, "base64url"));
    const parts = isEd25519 ? [coordinates[0]!] : ["nistp256", Buffer.concat([Buffer.of(4), ...coordinates])];
    this.blob = Buffer.concat([type, ...parts, "ssh:"].map((each) => lengthPrefixed(each)));
  }

  get line(): string {
    return `${this.#type} ${this.blob.toString("base64")}`;
  }

  signFile(namespace: string, message: Uint8Array, { flags = 1, counter = 7 }: Touch = {}): string {
    const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest();
    const touch = Buffer.concat([Buffer.of(flags), uint32(counter)]);
    const signed = Buffer.concat([sha256("ssh:"), touch, sha256(preimageOf(namespace, "sha512", message))]);
    const blob = Buffer.concat([lengthPrefixed(this.#type), lengthPrefixed(this.#raw(signed)), touch]);
    return signatureFile(namespace, "sha512", this.blob, blob);
  }

  #raw(signed: Buffer): Buffer {
    if (this.#type === "sk-ssh-ed25519@openssh.com") return sign(null, signed, this.#private);
    const raw = sign("sha256", signed, { key: this.#private, dsaEncoding: "ieee-p1363" });
    return Buffer.concat([raw.subarray(0, 32), raw.subarray(32)].map((each) => lengthPrefixed(mpint(each))));
  }
}

function mpint(number: Buffer): Buffer {
  const start = number.findIndex((byte) => byte !== 0);
  const short = number.subarray(start);
  return short[0]! >= 0x80 ? Buffer.concat([Buffer.of(0), short]) : short;
}
