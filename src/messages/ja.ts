import type { Catalogue } from "#messages/catalogue.js";
import { approval } from "#messages/ja/approval.js";
import { approvalErrors } from "#messages/ja/approval-errors.js";
import { asked } from "#messages/ja/asked.js";
import { call } from "#messages/ja/call.js";
import { capsuleErrors, capsules } from "#messages/ja/capsules.js";
import { certificates } from "#messages/ja/certificates.js";
import { console } from "#messages/ja/console.js";
import { doctor } from "#messages/ja/doctor.js";
import { evidence } from "#messages/ja/evidence.js";
import { handover, handoverDraftErrors } from "#messages/ja/handover.js";
import { handoverErrors } from "#messages/ja/handover-errors.js";
import { handoverExchange } from "#messages/ja/handover-exchange.js";
import { handoverPage } from "#messages/ja/handover-page.js";
import { help } from "#messages/ja/help.js";
import { journal } from "#messages/ja/journal.js";
import { keys } from "#messages/ja/keys.js";
import { labels } from "#messages/ja/labels.js";
import { moves } from "#messages/ja/moves.js";
import { notAsked } from "#messages/ja/not-asked.js";
import { passwords } from "#messages/ja/passwords.js";
import { places } from "#messages/ja/places.js";
import { plan } from "#messages/ja/plan.js";
import { procedureCheck } from "#messages/ja/procedure-check.js";
import { procedureErrors } from "#messages/ja/procedure-errors.js";
import { procedureRun } from "#messages/ja/procedure-run.js";
import { profileErrors } from "#messages/ja/profile-errors.js";
import { profiles } from "#messages/ja/profiles.js";
import { prompts } from "#messages/ja/prompts.js";
import { recordingErrors } from "#messages/ja/recording-errors.js";
import { rehearsal } from "#messages/ja/rehearsal.js";
import { replay, replayErrors } from "#messages/ja/replay.js";
import { reportErrors, reports } from "#messages/ja/reports.js";
import { results } from "#messages/ja/results.js";
import { runs } from "#messages/ja/runs.js";
import { session } from "#messages/ja/session.js";
import { shiftCapsuleErrors, shiftCapsules } from "#messages/ja/shift-capsules.js";
import { storage } from "#messages/ja/storage.js";
import { themes } from "#messages/ja/themes.js";
import { touched } from "#messages/ja/touched.js";
import { trust } from "#messages/ja/trust.js";
import { undo } from "#messages/ja/undo.js";
import { usage } from "#messages/ja/usage.js";

export const ja: Catalogue = {
  language: "ja",
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
