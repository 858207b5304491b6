import { buildTlog } from "../../rigs/tlog.js";
import { makeTlogVectors } from "./make-vectors.js";

const built = await buildTlog();
if ("missing" in built) throw new Error(built.missing);
makeTlogVectors(built.program, import.meta.dirname);
