import { v7 as uuidv7 } from "uuid";
import { type Connection, connectionTo } from "#cli/connect.js";
import { parseEndpoint } from "#cli/endpoint.js";
import type { Setting } from "#cli/io.js";
import { type OpenJournal, openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import type { Arguments } from "#cli/options.js";
import type { Endpoint } from "#domain/endpoint.js";
import { byCommand } from "#session/anchor-command.js";
import type { AnchorPlace } from "#session/anchor-place.js";
import type { Purpose } from "#session/purpose.js";
import { Trail } from "#session/trail.js";

/** All that is needed for a Login, asked for and opened; nothing has been sent yet. */
export interface OpenEndpoint extends OpenJournal {
  readonly endpoint: Endpoint;
  readonly connection: Connection;
  /** The operator's reason and change number, as the options have them. */
  readonly purpose: Purpose;
  /** Where the operator wants checkpoints anchored beside the platform's own event log. */
  readonly anchorPlaces: readonly AnchorPlace[];
  /** The trail of a new Shoseki session, of which each has one Login. */
  newTrail(): Trail;
}

/** Reads the endpoint and the options, asks for what they leave open, and opens or founds the journal. Throws what is found. */
export async function openEndpoint(
  setting: Setting,
  args: Arguments,
  endpointText: string,
): Promise<OpenEndpoint> {
  const { options } = args;
  const endpoint = parseEndpoint(endpointText);
  const connection = await connectionTo(setting, endpoint, args);
  const operator = operatorHere();
  const first = uuidv7();
  const opened = await openJournal(setting, {
    named: options.journal ?? (setting.io.env.SHOSEKI_JOURNAL || null),
    simulated: endpoint.platform === "simulator",
    operator,
    session: first,
  });
  const purpose = {
    ...(options.reason === undefined ? {} : { why: options.reason }),
    ...(options.ticket === undefined ? {} : { ticket: options.ticket }),
  };
  const { env } = setting.io;
  // An empty one takes the environment's back.
  const line = (options["anchor-command"] ?? env.SHOSEKI_ANCHOR_COMMAND ?? "").trim();
  const sessions = [first];
  return {
    ...opened,
    endpoint,
    connection,
    purpose,
    anchorPlaces: line === "" ? [] : [byCommand({ line, env })],
    newTrail: () => {
      const circumstances = {
        ...operator,
        ...purpose,
        key: opened.key,
        session: sessions.pop() ?? uuidv7(),
        endpoint: endpoint.name,
        platform: endpoint.platform,
      };
      return new Trail(opened.journal, circumstances, connection.user);
    },
  };
}
