import type { Check } from "#cli/doctor/check.js";
import { isCommand } from "#cli/doctor/is-command.js";
import { namedLibvirt } from "#cli/doctor/named-server.js";
import { found } from "#domain/finding.js";

/** Whether a shell finds the program; it is not run. */
export const anchorCommandCheck: Check = {
  name: "anchorCommand",
  look: async (patient, signal) => {
    const { anchorCommand, setting } = patient;
    const hasLog = namedLibvirt(patient) === null;
    if (anchorCommand === "") return [found(hasLog ? "ANCHOR_COMMAND_NONE" : "ANCHOR_NOWHERE", {})];
    const command = /^[\w./+@-]+(?=\s|$)/u.exec(anchorCommand)?.[0];
    if (command === undefined) return [found("ANCHOR_COMMAND_SHELL", {})];
    const there = await isCommand(command, setting.io.env, signal);
    return [found(there ? "ANCHOR_COMMAND_FINE" : "ANCHOR_COMMAND_MISSING", { command })];
  },
};
