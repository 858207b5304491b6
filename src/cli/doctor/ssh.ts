import type { Check } from "#cli/doctor/check.js";
import { isCommand } from "#cli/doctor/is-command.js";
import { namedLibvirt } from "#cli/doctor/named-server.js";
import { found } from "#domain/finding.js";

/** Whether the program is there that goes to the other machine, and as whom it would. It is not run against that machine. */
export const sshCheck: Check = {
  name: "ssh",
  opens: true,
  look: async (patient, signal) => {
    const endpoint = namedLibvirt(patient);
    if (endpoint?.transport !== "ssh") return [];
    const { env } = patient.setting.io;
    if (!(await isCommand("ssh", env, signal))) return [found("SSH_MISSING", {})];
    const { expectedLogin } = await import("#providers/libvirt/expected-login.js");
    const user = await expectedLogin(endpoint, env, signal);
    return [found("SSH_FINE", { host: endpoint.host ?? "", user })];
  },
};
