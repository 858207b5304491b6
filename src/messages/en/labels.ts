import type { Labels } from "#messages/catalogue.js";

export const labels: Labels = {
  machines: {
    name: "NAME",
    power: "POWER",
    cpus: "CPUS",
    memory: "MEMORY",
    host: "HOST",
    ip: "IP",
    path: "PATH",
    id: "ID",
    uuid: "UUID",
    template: "TEMPLATE",
  },
  hosts: {
    name: "NAME",
    connection: "CONNECTION",
    power: "POWER",
    maintenance: "MAINTENANCE",
    cpus: "CPUS",
    memory: "MEMORY",
    path: "PATH",
    id: "ID",
  },
  status: { OK: "done", NG: "failed", REFUSED: "refused", UNKNOWN: "unknown" },
  power: { on: "on", off: "off", suspended: "suspended", standby: "standby", unknown: "unknown" },
  connection: { connected: "connected", disconnected: "disconnected", notResponding: "not responding" },
  yes: "yes",
  no: "no",
  notKnown: "not known",
};
