#!/usr/bin/env node
import { keepCompiled } from "./keep-compiled.js";

const version = process.versions.node.split(".").map(Number);

if (version[0] < 22 || (version[0] === 22 && version[1] < 19)) {
  console.error(`shoseki needs Node 22.19 or later; this is Node ${process.versions.node}.`);
  process.exitCode = 2;
} else {
  // React's development build checks what only its developers need to know, several times as slowly.
  process.env.NODE_ENV ??= "production";
  // node:sqlite still announces itself as experimental; every other warning is printed as ever.
  process.removeAllListeners("warning");
  process.on("warning", (warning) => {
    if (warning.name !== "ExperimentalWarning" || !/SQLite/.test(warning.message))
      console.error(String(warning));
  });
  keepCompiled();
  import("../dist/main.js").then(
    (program) => program.main(),
    (error) => {
      console.error(`shoseki is not built (${error.message}); run npm ci first.`);
      process.exitCode = 2;
    },
  );
}
