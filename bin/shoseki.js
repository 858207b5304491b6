#!/usr/bin/env node

// A report of a crash (node --report-...) has the environment in it, and with it what is secret.
process.report.excludeEnv = true;
process.report.excludeNetwork = true;

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
  start().catch((error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    console.error(`shoseki is not built (${error.message}); run npm ci first.`);
    process.exitCode = 2;
  });
}

/** A command that a console's open session can serve needs little of the program, and none of its time. */
async function start() {
  if (process.argv.includes("exec")) {
    const { execFirst } = await import("../dist/cli/exec-first.js");
    const code = await execFirst({
      argv: process.argv.slice(2),
      env: process.env,
      stdout: process.stdout,
      stderr: process.stderr,
      on: (signal, listener) => process.on(signal, listener),
    });
    if (code !== null) {
      process.exitCode = code;
      return;
    }
  }
  const { keepCompiled } = await import("./keep-compiled.js");
  keepCompiled();
  await (await import("../dist/main.js")).main();
}
