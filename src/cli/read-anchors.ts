import { connectionTo } from "#cli/connect.js";
import { endpointNamed } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import type { Arguments } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { readFounding } from "#journal/founding.js";
import { layoutOf } from "#journal/layout.js";
import { anchoredCheckpoint, type ReadAnchors } from "#journal/verify/anchors.js";

/**
 * What an endpoint's event log has of a journal, read in a session of its own, which changes nothing and is no entry of
 * any journal: whoever verifies need not be the one whose journal it is. Errors: those of a Login; `NOT_SUPPORTED`; `USAGE` for libvirt;
 * `JOURNAL_MISSING` and `JOURNAL_DAMAGED` when the journal does not say its name.
 */
export async function readAnchors(
  setting: Setting,
  args: Arguments,
  endpointText: string,
  directory: string,
): Promise<ReadAnchors> {
  const { io } = setting;
  const origin = readFounding(layoutOf(directory))?.key?.origin;
  if (origin === undefined) throw failure("JOURNAL_MISSING", { directory });
  const named = await endpointNamed(setting, endpointText);
  if (named.endpoint.platform === "libvirt") {
    const endpoint = named.endpoint.name;
    const problem = { kind: "NOT_OF_LIBVIRT", option: "--endpoint", endpoint, why: "ANCHORS" } as const;
    throw failure("USAGE", { problem });
  }
  const connection = await connectionTo(setting, named, args);
  const release = io.holdSignals();
  try {
    const session = await connection.connect(io.stopping);
    try {
      const { anchors, platform } = session;
      if (anchors === undefined) throw failure("NOT_SUPPORTED", { operation: "anchors", platform });
      const isWanted = (text: string) => anchoredCheckpoint(text)?.origin === origin;
      return { endpoint: named.endpoint.name, events: await anchors.read(io.stopping, isWanted) };
    } finally {
      await session.logout().catch(() => undefined);
      await session.close();
    }
  } finally {
    connection.close();
    release();
  }
}
