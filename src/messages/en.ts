import type { Catalogue } from "#messages/catalogue.js";
import { approval } from "#messages/en/approval.js";
import { approvalErrors } from "#messages/en/approval-errors.js";
import { asked } from "#messages/en/asked.js";
import { call } from "#messages/en/call.js";
import { capsuleErrors, capsules } from "#messages/en/capsules.js";
import { certificates } from "#messages/en/certificates.js";
import { console } from "#messages/en/console.js";
import { doctor } from "#messages/en/doctor.js";
import { evidence } from "#messages/en/evidence.js";
import { handover, handoverDraftErrors } from "#messages/en/handover.js";
import { handoverErrors } from "#messages/en/handover-errors.js";
import { handoverExchange } from "#messages/en/handover-exchange.js";
import { handoverPage } from "#messages/en/handover-page.js";
import { help } from "#messages/en/help.js";
import { journal } from "#messages/en/journal.js";
import { keys } from "#messages/en/keys.js";
import { labels } from "#messages/en/labels.js";
import { moves } from "#messages/en/moves.js";
import { notAsked } from "#messages/en/not-asked.js";
import { passwords } from "#messages/en/passwords.js";
import { places } from "#messages/en/places.js";
import { plan } from "#messages/en/plan.js";
import { procedureCheck } from "#messages/en/procedure-check.js";
import { procedureErrors } from "#messages/en/procedure-errors.js";
import { procedureRun } from "#messages/en/procedure-run.js";
import { profileErrors } from "#messages/en/profile-errors.js";
import { profiles } from "#messages/en/profiles.js";
import { prompts } from "#messages/en/prompts.js";
import { recordingErrors } from "#messages/en/recording-errors.js";
import { rehearsal } from "#messages/en/rehearsal.js";
import { replay, replayErrors } from "#messages/en/replay.js";
import { reportErrors, reports } from "#messages/en/reports.js";
import { results } from "#messages/en/results.js";
import { runs } from "#messages/en/runs.js";
import { session } from "#messages/en/session.js";
import { shiftCapsuleErrors, shiftCapsules } from "#messages/en/shift-capsules.js";
import { storage } from "#messages/en/storage.js";
import { themes } from "#messages/en/themes.js";
import { touched } from "#messages/en/touched.js";
import { trust } from "#messages/en/trust.js";
import { undo } from "#messages/en/undo.js";
import { usage } from "#messages/en/usage.js";

export const en: Catalogue = {
  language: "en",
  errors: {
    ...asked,
    ...plan,
    ...storage,
    ...places,
    ...moves,
    ...notAsked,
    ...session,
    ...passwords,
    ...runs,
    ...certificates,
    ...call,
    ...journal,
    ...capsuleErrors,
    ...shiftCapsuleErrors,
    ...reportErrors,
    ...recordingErrors,
    ...handoverDraftErrors,
    ...handoverErrors,
    ...replayErrors,
    ...themes,
    ...profileErrors,
    ...procedureErrors,
    ...undo,
    ...approvalErrors,
  },
  help,
  usage,
  labels,
  prompts,
  results,
  profiles,
  procedureCheck,
  procedureRun,
  evidence,
  approval,
  keys,
  capsules,
  shiftCapsules,
  reports,
  replay,
  touched,
  handover,
  handoverExchange,
  handoverPage,
  rehearsal,
  trust,
  doctor,
  console,
};
