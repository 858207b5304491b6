import type { Desk, Outside } from "#cli/desk.js";
import { printingListener } from "#cli/printing-listener.js";
import type { Entry } from "#domain/entry.js";
import type { Problem } from "#domain/errors.js";
import type { Listener } from "#session/listener.js";
import type { Plan } from "#session/plan.js";
import type { Asked, Proposal } from "#session/proposal.js";
import type { Purpose } from "#session/purpose.js";
import type { Session } from "#session/session.js";

/** How long an operator who has been asked is waited for without a word, in milliseconds. */
const SILENT_MS = 1_000;

/**
 * Runs an operation on a console's session for somebody else: what cannot be taken back only once the operator at the
 * console has agreed to it, whatever was said outside. Whatever is refused is recorded as that, as from outside. Throws only
 * the journal's errors.
 */
export async function operateFromOutside(
  { setting, session, printer, yes }: Desk,
  { host, from, purpose }: Outside,
  asked: Asked,
): Promise<readonly Entry[]> {
  const { io } = setting;
  const proposal = marked(await proposed(session, host.refusal(), asked, io.stopping), from.via);
  const wanted = AbortSignal.any([io.stopping, io.givingUp]);
  const agreed = await agreedTo(proposal, purpose, {
    yes,
    confirm: () =>
      saidIfLong(host.confirm(proposal, from, purpose, wanted), () => printer.awaitingAgreement(asked.ask)),
    // What is not wanted any more, or cannot be asked, is refused as that: nobody has said no.
    isUnwanted: () => wanted.aborted || host.refusal() !== null,
  });
  // While it was read, and asked about, the console may have been locked.
  const late = host.refusal();
  const decided = late === null ? agreed.proposal : refused(agreed.proposal, () => late);
  const work = host.begin(decided);
  const stopping = AbortSignal.any([io.stopping, work.stopping]);
  const printing = printingListener(printer);
  const onStop = () => printer.cancelling(printing.running.size);
  stopping.addEventListener("abort", onStop, { once: true });
  try {
    return await session.carryOut(
      decided,
      {
        purpose: agreed.purpose,
        stopping,
        signal: AbortSignal.any([io.givingUp, work.givingUp]),
      },
      toBoth(printing, work.listener),
    );
  } finally {
    stopping.removeEventListener("abort", onStop);
    work.end();
  }
}

/** @param say told once, where the answer is long in coming */
async function saidIfLong<T>(answer: Promise<T>, say: () => void): Promise<T> {
  const timer = setTimeout(say, SILENT_MS);
  try {
    return await answer;
  } finally {
    clearTimeout(timer);
  }
}

/** Nothing is read for what is refused whatever it is. */
async function proposed(
  session: Session,
  refusal: Problem | null,
  asked: Asked,
  signal: AbortSignal,
): Promise<Proposal> {
  if (refusal === null) return await session.propose([asked], signal);
  const plan = session.refused(asked, refusal);
  return { name: plan.operation.name, risk: plan.operation.risk, ask: asked.ask, plans: [plan] };
}

interface Agreeing {
  readonly yes: boolean;
  confirm(): Promise<Purpose | null>;
  isUnwanted(): boolean;
}

async function agreedTo(
  proposal: Proposal,
  purpose: Purpose,
  { yes, confirm, isUnwanted }: Agreeing,
): Promise<{ readonly proposal: Proposal; readonly purpose: Purpose }> {
  const { risk, plans } = proposal;
  if (risk !== "destroys" || plans.every(({ refusal }) => refusal !== null)) return { proposal, purpose };
  if (!yes) return { proposal: refused(proposal, needsYes), purpose };
  const confirmed = await confirm();
  if (confirmed !== null) return { proposal, purpose: confirmed };
  return { proposal: isUnwanted() ? proposal : refused(proposal, notConfirmed), purpose };
}

/** What is shown of it says who has asked. */
function marked(proposal: Proposal, via: string): Proposal {
  return { ...proposal, plans: proposal.plans.map((plan) => ({ ...plan, via })) };
}

function refused(proposal: Proposal, why: (plan: Plan) => Problem): Proposal {
  return {
    ...proposal,
    plans: proposal.plans.map((plan) => ({ ...plan, refusal: plan.refusal ?? why(plan) })),
  };
}

function needsYes({ operation, target, prepared }: Plan): Problem {
  return {
    code: "NEEDS_YES",
    facts: { operation: operation.name, name: target.name, losses: prepared?.losses ?? [] },
  };
}

function notConfirmed({ operation, target }: Plan): Problem {
  return { code: "NOT_CONFIRMED", facts: { operation: operation.name, name: target.name } };
}

function toBoth(one: Required<Listener>, other: Listener): Listener {
  return {
    report: (entry, error) => {
      one.report(entry, error);
      other.report(entry, error);
    },
    plan: (plan) => {
      one.plan(plan);
      other.plan?.(plan);
    },
    progress: (plan, percent) => {
      one.progress(plan, percent);
      other.progress?.(plan, percent);
    },
  };
}
