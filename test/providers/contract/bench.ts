import type { Pushes } from "./pushes.js";
import type { ContractRig } from "./rig.js";

/** What each test finds set up: read it inside a test, never before. */
export interface Bench {
  rig: ContractRig;
  pushes: Pushes;
}
