import { inOrder } from "#handover/capsule/member-names.js";
import { END_BYTES, paddingOf, tarHeader } from "#handover/capsule/tar-header.js";

/** A tar (ustar) of members by name: the same members give the same bytes. */
export function tarOf(members: ReadonlyMap<string, Buffer>): Buffer {
  const blocks = [...members]
    .sort(([a], [b]) => inOrder(a, b))
    .flatMap(([name, content]) => [
      tarHeader({ name, size: content.length }),
      content,
      Buffer.alloc(paddingOf(content.length)),
    ]);
  return Buffer.concat([...blocks, Buffer.alloc(END_BYTES)]);
}
