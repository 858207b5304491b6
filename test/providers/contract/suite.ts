import { afterEach, beforeEach, describe } from "vitest";
import { describeActing } from "./acting.js";
import { describeAnchoring } from "./anchoring.js";
import type { Bench } from "./bench.js";
import { describeLasting } from "./lasting.js";
import { describeLeaving } from "./leaving.js";
import { describeLooking } from "./looking.js";
import { describeOperating } from "./operating.js";
import { Pushes } from "./pushes.js";
import { describeRecalling } from "./recalling.js";
import { describeRefusing } from "./refusing.js";
import { type ContractRig, type PlatformWays, VSPHERE_WAYS } from "./rig.js";
import { describeRights } from "./rights.js";
import { describeSessions } from "./sessions.js";

/**
 * What every provider has to do, told as what an operator does and a second client sees.
 *
 * @param open a fresh session for each test, its machines in their known states again
 * @param differences where the platform does not do as vSphere's reference says
 */
export function describeProvider(
  name: string,
  open: () => Promise<ContractRig>,
  differences: Partial<PlatformWays> = {},
): void {
  const ways = { ...VSPHERE_WAYS, ...differences };

  describe(`the provider contract on ${name}`, () => {
    const bench = {} as Bench;

    beforeEach(async () => {
      bench.rig = await open();
      bench.pushes = await Pushes.from(bench.rig.session);
    });
    afterEach(async () => {
      await bench.rig.close();
    });

    describeLooking(bench);
    describeActing(bench);
    describeOperating(bench);
    describeRefusing(bench, ways);
    describeRecalling(bench, ways);
    describeAnchoring(bench);
    describeRights(bench);
    describeLasting(bench);
    describeSessions(bench);
    describeLeaving(bench);
  });
}
