import type { Catalogue } from "#messages/catalogue.js";
import { asked } from "#messages/ja/asked.js";
import { call } from "#messages/ja/call.js";
import { certificates } from "#messages/ja/certificates.js";
import { console } from "#messages/ja/console.js";
import { doctor } from "#messages/ja/doctor.js";
import { evidence } from "#messages/ja/evidence.js";
import { help } from "#messages/ja/help.js";
import { journal } from "#messages/ja/journal.js";
import { keys } from "#messages/ja/keys.js";
import { labels } from "#messages/ja/labels.js";
import { passwords } from "#messages/ja/passwords.js";
import { places } from "#messages/ja/places.js";
import { plan } from "#messages/ja/plan.js";
import { profileErrors } from "#messages/ja/profile-errors.js";
import { profiles } from "#messages/ja/profiles.js";
import { prompts } from "#messages/ja/prompts.js";
import { results } from "#messages/ja/results.js";
import { session } from "#messages/ja/session.js";
import { storage } from "#messages/ja/storage.js";
import { themes } from "#messages/ja/themes.js";
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
    ...session,
    ...passwords,
    ...certificates,
    ...call,
    ...journal,
    ...themes,
    ...profileErrors,
    ...undo,
  },
  help,
  usage,
  labels,
  prompts,
  results,
  profiles,
  evidence,
  keys,
  trust,
  doctor,
  console,
};
