import { unpackTar } from "modern-tar";
import { SHIFT_NAMESPACE } from "#handover/capsule/key-member.js";
import { SUMS, SUMS_SIGNATURE } from "#handover/capsule/member-names.js";
import { formatSums, UNSUMMED } from "#handover/capsule/sums.js";
import { tarOf } from "#handover/capsule/tar-of.js";
import { hashOf } from "#journal/line.js";
import type { Signer } from "#journal/signer.js";

export type Contents = Map<string, Buffer>;

/** The members of a capsule, as another program unpacks them, in the file's order. */
export async function contentsOf(capsule: Buffer): Promise<Contents> {
  const entries = await unpackTar(capsule);
  return new Map(entries.map(({ header, data }) => [header.name, Buffer.from(data ?? [])]));
}

/** A capsule with something changed in it, by whoever has no key. */
export async function changed(capsule: Buffer, change: (contents: Contents) => void): Promise<Buffer> {
  const contents = await contentsOf(capsule);
  change(contents);
  return tarOf(contents);
}

/** The same by whoever has a key: the sums are those of what is there, and signed. */
export async function forged(
  capsule: Buffer,
  signer: Signer,
  change: (contents: Contents) => void,
): Promise<Buffer> {
  return await changed(capsule, (contents) => {
    change(contents);
    const summed = [...contents].filter(([name]) => !UNSUMMED.has(name));
    const sums = formatSums(new Map(summed.map(([name, content]) => [name, hashOf(content)])));
    contents.set(SUMS, Buffer.from(sums));
    contents.set(SUMS_SIGNATURE, Buffer.from(signer.signFile(SHIFT_NAMESPACE, Buffer.from(sums))));
  });
}

/** Where each member lies in the file: its header, its content and what fills it up. */
export async function placesOf(
  capsule: Buffer,
): Promise<readonly { readonly name: string; readonly from: number; readonly to: number }[]> {
  let from = 0;
  return [...(await contentsOf(capsule))].map(([name, { length }]) => {
    const place = { name, from, to: from + 512 + 512 * Math.ceil(length / 512) };
    from = place.to;
    return place;
  });
}
