import { describe, expect, test } from "vitest";
import type { AnchorLog } from "#providers/anchor-log.js";
import type { ProviderSession } from "#providers/contract.js";
import { MUTATION } from "./act.js";
import type { Bench } from "./bench.js";

/** A checkpoint as a C2SP signed note: several lines, one of them empty, and an em dash. */
const NOTE = [
  "shoseki.example/0d2f8a6c1b4e",
  "18446",
  "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
  "",
  "— shoseki.example/0d2f8a6c1b4e Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=",
  "",
].join("\n");

/** What XML has marks of its own for, white space of every kind, and a character beyond UTF-16's single units. */
const HARD = " \t<a & \"b\" 'c'>]]> \r\n\n日本 𠮷\r end \n ";

/** Texts in the platform's own event log. */
export function describeAnchoring(bench: Bench): void {
  describe("anchoring", () => {
    const anchorsOf = ({ anchors }: ProviderSession): AnchorLog => {
      if (anchors === undefined) throw new Error("the platform has no event log of its own");
      return anchors;
    };

    test("a text reads back byte for byte, with who logged it and when; the events tell of it", async () => {
      const { session } = bench.rig;
      const anchors = anchorsOf(session);
      const serverNow = () => Date.now() + (session.login.clockOffsetMs ?? 0);
      expect(await anchors.read()).toEqual([]);
      const from = serverNow() - 2000;
      await anchors.write(NOTE, MUTATION);
      await anchors.write(HARD);
      const read = await anchors.read();
      expect(read.map(({ text }) => text)).toEqual([NOTE, HARD]);
      expect(read.map(({ user }) => user)).toEqual([session.login.user, session.login.user]);
      for (const { at } of read) {
        expect(at).toBeGreaterThanOrEqual(from);
        expect(at).toBeLessThanOrEqual(serverNow() + 2000);
      }
      const [last] = (await session.events?.latest(null, 1)) ?? [];
      expect(last).toMatchObject({ id: read[1]?.key, what: "GeneralUserEvent", user: session.login.user });
      expect(last?.message.trim()).toBe(`User logged event: ${HARD}`.trim());
    });

    test("several hundred are read in order, or those that are wanted; a reading can be stopped", async () => {
      const anchors = anchorsOf(bench.rig.session);
      const texts = Array.from({ length: 600 }, (_, nth) => `origin ${nth % 3}\n${nth}\n`);
      for (const text of texts) await anchors.write(text);
      const read = await anchors.read();
      expect(read.map(({ text }) => text)).toEqual(texts);
      expect(new Set(read.map(({ key }) => key)).size).toBe(600);
      const ours = (text: string) => text.startsWith("origin 1\n");
      expect((await anchors.read(undefined, ours)).map(({ text }) => text)).toEqual(texts.filter(ours));
      await expect(anchors.read(AbortSignal.abort())).rejects.toMatchObject({ code: "GAVE_UP_WAITING" });
      await expect(anchors.write("stopped", { signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: "NOT_SENT",
      });
      expect(await anchors.read()).toHaveLength(600);
    });

    test("a login that may not is told so, and nothing is logged", async () => {
      const anchors = anchorsOf(await bench.rig.mayNotLog());
      await expect(anchors.write(NOTE)).rejects.toMatchObject({
        problem: {
          code: "SERVER_FAULT",
          facts: { fault: "NoPermission", message: expect.stringMatching(/./) },
        },
      });
      expect(await anchors.read()).toEqual([]);
    });
  });
}
