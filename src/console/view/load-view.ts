import { existsSync } from "node:fs";
import { type ResolveHookSync, registerHooks } from "node:module";
import { fileURLToPath } from "node:url";

/**
 * Loads Ink and what is drawn with it. Ink takes one function of es-toolkit's from an index of 414 files, which are a fifth
 * of the console's start; it is given the file with that function, where there is one.
 */
export async function loadView() {
  return await withInk(async ({ render }) => ({ render, ...(await import("#console/view/app.js")) }));
}

/** The same, of a recording that is played by itself. */
export async function loadReplayView() {
  return await withInk(async ({ render }) => ({
    render,
    ...(await import("#console/replay/replay-app.js")),
  }));
}

async function withInk<View>(load: (ink: typeof import("ink")) => Promise<View>): Promise<View> {
  const hooks = registerHooks({ resolve: throttleAlone });
  try {
    return await load(await import("ink"));
  } finally {
    hooks.deregister();
  }
}

const throttleAlone: ResolveHookSync = (specifier, context, next) => {
  const resolved = next(specifier, context);
  if (specifier !== "es-toolkit/compat") return resolved;
  const { href } = new URL("function/throttle.mjs", resolved.url);
  return existsSync(fileURLToPath(href)) ? { ...resolved, url: href } : resolved;
};
