import { act } from "#console/actions/act.js";
import type { Console } from "#console/console.js";
import { type FixedTarget, Form } from "#console/prompts/form.js";
import { FormDialog } from "#console/prompts/form-dialog.js";
import { complete } from "#language/complete.js";
import type { Verb, VerbName } from "#language/verb.js";
import type { Asked } from "#session/proposal.js";

/** How long a form must have been left alone before the server is asked what would come of it, in milliseconds. */
const PREVIEW_AFTER_MS = 250;

/** Runs a verb on what is selected; what else it needs to know is asked for. */
export function prompt(console: Console, verb: Verb): void {
  const form = new Form(verb, targetsFor(console, verb), valuesFor(console, verb));
  const asked = form.asked();
  if (!form.asks && !("problem" in asked)) void act(console, asked);
  else openForm(console, form);
}

function openForm(console: Console, form: Form): void {
  const { store } = console;
  let timer: NodeJS.Timeout | null = null;
  const close = () => {
    if (timer !== null) clearTimeout(timer);
    store.dialogs.close(dialog);
  };
  const dialog: FormDialog = new FormDialog(form, {
    lead: ({ at }) => store.endpoints.lead(at),
    candidates: (line) =>
      store.vocabulary === null ? [] : complete(line, line.length, store.vocabulary).candidates,
    preview: (asked) => {
      if (timer !== null) clearTimeout(timer);
      timer =
        asked === null
          ? null
          : setTimeout(() => void preview(console, () => dialog, asked), PREVIEW_AFTER_MS);
    },
    submit: (asked) => {
      close();
      void act(console, asked);
    },
  });
  store.dialogs.open(dialog);
  store.changes.now();
}

/** What would come of it, while it is being filled in. Nothing is recorded of that: nothing is asked to be done. */
async function preview(
  { store }: Console,
  dialogNow: () => FormDialog,
  asked: readonly [Asked, ...Asked[]],
): Promise<void> {
  const dialog = dialogNow();
  if (store.journal.failed || store.dialogs.top !== dialog) return;
  const proposal = await store.endpoints.fleet.propose([asked[0], ...asked.slice(1, 4)]).catch(() => null);
  if (store.dialogs.top !== dialog) return;
  dialog.proposal = proposal;
  store.changes.now();
}

function targetsFor({ store: { inventory, endpoints } }: Console, verb: Verb): readonly FixedTarget[] {
  const [target] = verb.parameters;
  const fixed = ({ id, name }: { readonly id: string; readonly name: string }) => ({
    text: `@${id}`,
    name: `${endpoints.leadOf(id)}${name}`,
  });
  if (target?.kind === "host") {
    const host = inventory.selected;
    return host?.kind === "host" ? [fixed(host)] : [];
  }
  return target?.kind === "target" ? inventory.targets().map(fixed) : [];
}

/** What the fields of a verb begin with: what is so now. Of several machines each has its own. */
function valuesFor(
  { store: { inventory, details, endpoints } }: Console,
  { verb }: Verb,
): Readonly<Record<string, string>> {
  const [machine, another] = inventory.targets();
  if (machine === undefined || another !== undefined) return {};
  const [disk, second] = details.id === machine.id ? (details.details?.machine.disks ?? []) : [];
  const values: Readonly<Partial<Record<VerbName, Readonly<Record<string, string | null>>>>> = {
    rename: { newName: machine.name },
    clone: { newName: `${machine.name}-clone` },
    cpu: { count: machine.cpus === null ? null : String(machine.cpus) },
    memory: { size: sized(machine.memoryMiB) },
    disk: { size: second === undefined ? sized(disk?.sizeMiB ?? null) : null },
  };
  const name = verb.startsWith("host ") ? (inventory.inventory?.nameOf(machine.host) ?? null) : null;
  const host = name === null ? null : `${endpoints.leadOf(machine.id)}${name}`;
  const known = Object.entries({ ...values[verb], host });
  return Object.fromEntries(known.flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}

/** As the language takes it. */
function sized(mebibytes: number | null): string | null {
  if (mebibytes === null) return null;
  return mebibytes % 1024 === 0 ? `${mebibytes / 1024}GiB` : `${mebibytes}MiB`;
}
