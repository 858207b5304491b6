import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { type Connection, connectionTo } from "#cli/connect.js";
import { type EndpointChoices, endpointChoices } from "#cli/endpoint-choices.js";
import { endpointNamed, type NamedEndpoint } from "#cli/endpoint-named.js";
import type { Setting } from "#cli/io.js";
import type { OpenJournal } from "#cli/open-journal.js";
import { type Operator, operatorHere } from "#cli/operator.js";
import type { Arguments, OptionName } from "#cli/options.js";
import { failure } from "#domain/errors.js";
import { byCommand } from "#session/anchor-command.js";
import type { AnchorPlace } from "#session/anchor-place.js";
import type { Purpose } from "#session/purpose.js";
import { Trail } from "#session/trail.js";

/** All that is needed for Logins at one endpoint, asked for; nothing has been sent yet. */
export interface PreparedEndpoint extends NamedEndpoint, Omit<EndpointChoices, "journal" | "anchorCommand"> {
  readonly connection: Connection;
  /** Whether login and trust are the profile's own: no option says others. */
  readonly isAsProfiled: boolean;
  /** The operator's reason and change number, as the options have them. */
  readonly purpose: Purpose;
  /** Where the operator wants checkpoints anchored beside the platform's own event log. */
  readonly anchorPlaces: readonly AnchorPlace[];
  /** The trail of a new Shoseki session, of which each has one Login. */
  newTrail(): Trail;
}

/**
 * What it takes to work at one more endpoint, which writes into a journal that is open. Errors: `ONE_JOURNAL_ONLY`, and those of
 * `endpointNamed` and `connectionTo`.
 *
 * @param args with the options that are meant for this endpoint: see `forAnotherEndpoint`
 */
export async function prepareEndpoint(
  setting: Setting,
  args: Pick<Arguments, "options">,
  text: string,
  opened: OpenJournal,
): Promise<PreparedEndpoint> {
  const reading = await readEndpoint(setting, args, text, (named, { journal }) => {
    const { directory: open, throwAway } = opened;
    const { name, endpoint } = named;
    if (throwAway && endpoint.platform !== "simulator") {
      throw failure("ONE_JOURNAL_ONLY", { name, open, wanted: null });
    }
    if (journal === null || placeOf(journal) === placeOf(open)) return;
    throw failure("ONE_JOURNAL_ONLY", { name, open, wanted: journal });
  });
  return prepared(setting, args, reading, { ...opened, operator: operatorHere(), sessions: [] });
}

/** An endpoint that is named, and how it is reached and worked at. */
export interface Reading {
  readonly named: NamedEndpoint;
  readonly choices: EndpointChoices;
  readonly connection: Connection;
}

/**
 * Reads what is named and asks for what is left open. Errors: those of `endpointNamed`, `endpointChoices` and `connectionTo`.
 *
 * @param check looks at it before anything is asked for
 */
export async function readEndpoint(
  setting: Setting,
  args: Pick<Arguments, "options">,
  text: string,
  check: (named: NamedEndpoint, choices: EndpointChoices) => void = () => undefined,
): Promise<Reading> {
  const named = await endpointNamed(setting, text);
  const choices = endpointChoices(args.options, setting.io.env, named.profile);
  check(named, choices);
  return { named, choices, connection: await connectionTo(setting, named, args) };
}

/** What says other than a profile whose session it is, and by which trust. */
const BESIDE_PROFILE = ["user", "ca", "thumbprint", "insecure"] as const satisfies readonly OptionName[];

interface Writing extends Pick<OpenJournal, "journal" | "key"> {
  readonly operator: Operator;
  /** Sessions of ours that have an id already. */
  readonly sessions: string[];
}

/** Answers what a session there is opened with. */
export function prepared(
  { io: { env } }: Setting,
  { options }: Pick<Arguments, "options">,
  { named, choices, connection }: Reading,
  { journal, key, operator, sessions }: Writing,
): PreparedEndpoint {
  const { anchorCommand: line, journal: _, ...chosen } = choices;
  const purpose = {
    ...(options.reason === undefined ? {} : { why: options.reason }),
    ...(options.ticket === undefined ? {} : { ticket: options.ticket }),
  };
  const { name: endpoint, platform } = named.endpoint;
  return {
    ...named,
    ...chosen,
    connection,
    isAsProfiled: !BESIDE_PROFILE.some((name) => options[name] !== undefined),
    purpose,
    anchorPlaces: line === "" ? [] : [byCommand({ line, env })],
    newTrail: () => {
      const session = sessions.pop() ?? uuidv7();
      const circumstances = { ...operator, ...purpose, key, session, endpoint, platform };
      return new Trail(journal, circumstances, connection.user);
    },
  };
}

function placeOf(directory: string): string {
  return existsSync(directory) ? realpathSync(directory) : resolve(directory);
}
