import type { Console } from "#console/console.js";
import { TextDialog, type TextLine } from "#console/prompts/text-dialog.js";
import { fitTo, widthOf } from "#console/widgets/width.js";
import { explain } from "#messages/explain.js";
import { printable } from "#messages/printable.js";
import type { Link } from "#session/fleet/link.js";

/** Every endpoint of the console: where, as whom, how it is, and why it is not as it should be. */
export function showEndpoints(console: Console): void {
  const { store, catalogue } = console;
  const { endpoints: texts } = catalogue.console;
  const { fleet } = store.endpoints;
  const dialog: TextDialog = new TextDialog({
    title: texts.title,
    lines: () => [...fleet.links.flatMap((link) => linesOf(console, link)), "", texts.hint],
    close: () => store.dialogs.close(dialog),
  });
  store.dialogs.open(dialog);
  store.changes.now();
}

function linesOf({ store, catalogue }: Console, link: Link): readonly TextLine[] {
  const { header, endpoints: texts } = catalogue.console;
  const { fleet } = store.endpoints;
  const { state, error, attempts, roundTripMs, session } = link;
  const width = Math.max(...fleet.links.map(({ name }) => widthOf(printable(name))));
  const said =
    state === "open"
      ? [texts.open, roundTripMs === null ? "" : `${Math.round(roundTripMs)} ms`].filter(Boolean).join("  ")
      : state === "interrupted"
        ? header.states.interrupted({ attempts })
        : header.states[state];
  const by = session?.restraints.readOnly ?? null;
  const readOnly = by === null ? "" : `  ${by === "handover" ? header.held : header.readOnly}`;
  return [
    [
      ["accent", fleet.used === link ? "› " : "  "],
      ["title", fitTo(printable(link.name), width)],
      ["text", `  ${printable(link.endpoint)}  ${printable(link.user)}`],
      [state === "open" ? "ok" : "danger", `  ${said}`],
      ["warning", readOnly],
    ],
    ...(error === null ? [] : [[["dim", `    ${explain(error.problem, catalogue).what}`]] as const]),
  ];
}
