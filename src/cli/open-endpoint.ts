import { v7 as uuidv7 } from "uuid";
import type { Setting } from "#cli/io.js";
import { type OpenJournal, openJournal } from "#cli/open-journal.js";
import { type Operator, operatorHere } from "#cli/operator.js";
import type { Arguments } from "#cli/options.js";
import { type PreparedEndpoint, prepared, readEndpoint } from "#cli/prepare-endpoint.js";

/** An endpoint that all is known of, and the journal that is opened for it. Whoever has it closes the journal and the connection. */
export interface OpenEndpoint extends OpenJournal, PreparedEndpoint {
  readonly operator: Operator;
  /** The UUIDv7 of the Shoseki session of its first Login. */
  readonly session: string;
}

/**
 * Reads an endpoint or a profile's name and the options, asks for what they leave open, and opens or founds the journal. Throws
 * what is found.
 */
export async function openEndpoint(
  setting: Setting,
  args: Pick<Arguments, "options">,
  text: string,
): Promise<OpenEndpoint> {
  const reading = await readEndpoint(setting, args, text);
  const [operator, session] = [operatorHere(), uuidv7()];
  try {
    const opened = await openJournal(setting, {
      named: reading.choices.journal,
      simulated: reading.named.endpoint.platform === "simulator",
      operator,
      session,
    });
    const writing = { ...opened, operator, sessions: [session] };
    return { ...opened, ...prepared(setting, args, reading, writing), operator, session };
  } catch (error) {
    reading.connection.close();
    throw error;
  }
}
