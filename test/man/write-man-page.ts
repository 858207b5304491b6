import { writeFileSync } from "node:fs";
import { manPage } from "./man-page.js";
import { MAN_PAGE, VERSION } from "./man-page-file.js";

writeFileSync(MAN_PAGE, manPage(VERSION));
