import { v7 as uuidv7 } from "uuid";
import { exchangeKeys } from "#cli/exchange-keys.js";
import type { Setting } from "#cli/io.js";
import { keyStoreOf } from "#cli/key-store.js";
import { openJournal } from "#cli/open-journal.js";
import { operatorHere } from "#cli/operator.js";
import { en } from "#messages/en.js";

/** Changes a journal's key, and is killed before or after a step of it: `before putInFile`. */
const [directory = "", when = "", step = ""] = process.argv.slice(2);

/** The same object, whose method `step` is the last, or one too many, that this process calls. */
function mortal<T extends object>(object: T): T {
  return new Proxy(object, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        if (name === step && when === "before") process.kill(process.pid, "SIGKILL");
        const answer: unknown = member.apply(target, args);
        if (name !== step) return answer;
        return Promise.resolve(answer).then(() => process.kill(process.pid, "SIGKILL"));
      };
    },
  });
}

const secrets = { password: null, passphrase: process.env.SHOSEKI_PASSPHRASE ?? null };
const io = {
  env: process.env,
  secrets,
  out: () => undefined,
  err: () => undefined,
  askSecret: async () => null,
};
const setting = { io, catalogue: en, json: false } as unknown as Setting;
const [operator, session] = [operatorHere(), uuidv7()];
const { journal, key } = await openJournal(setting, {
  named: directory,
  simulated: false,
  operator,
  session,
});
journal.holdSession(session);
await exchangeKeys(setting, {
  journal: mortal(journal),
  store: mortal(keyStoreOf(setting)),
  who: { name: operator.os, ...operator, key, session },
  from: { fingerprint: key, kind: "file" },
});
