import type { ProfileTexts } from "#messages/profile-texts.js";

export const profiles: ProfileTexts = {
  added: ({ name, path }) => [
    `The profile ${name} is in ${path}.`,
    `Try it with shoseki profile test ${name}, then work with shoseki ${name}, or shoseki exec ${name} LINE...`,
    "The file is yours to edit; shoseki profile schema says what can stand in it.",
  ],
  removeQuestion: ({ name, path }) =>
    `The profile ${name} (${path}) will be removed. Remove it (yes or no)? `,
  yes: ["y", "yes"],
  notRemoved: "Nothing was removed.",
  removed: ({ name, path }) => `The profile ${name} is removed (${path}).`,
  stays: ({ journal, endpoint }) => [
    `What stays: ${journal === null ? "the journal" : `the journal ${journal}`}, the key that signs it, what is known of the server's certificate,`,
    `and a password in the OS keyring${endpoint === null ? "" : ` for ${endpoint}`}, if one was kept there.`,
  ],
  none: ({ directory }) =>
    `There is no profile in ${directory}. Make one: shoseki profile add NAME --endpoint vsphere://HOST (or qemu:///system).`,
  columns: { name: "Name", endpoint: "Endpoint", user: "User", restraints: "Restraints" },
  readOnly: "read-only",
  asked: { reason: "asks for a reason", ticket: "asks for a change number" },
  confirm: (level) => `confirm ${level}`,
  protected: ({ patterns }) => `protected ${patterns.join(" ")}`,
  shown: { setting: "Setting", value: "Value", origin: "From" },
  origins: {
    profile: "the profile",
    endpoint: "the endpoint",
    default: "default",
    environment: "the environment",
  },
  unsaid: {
    user: "asked with --user",
    sshUser: "as ssh's configuration says",
    libvirtUser: "whom libvirt sees",
    trust: "the system's authorities, then the known hosts",
    libvirtTrust: "libvirt's and ssh's own",
    theme: "by the terminal's background",
    language: "by the locale",
    journal: "the simulator's own",
    password: "asked at the terminal",
    none: "none",
  },
  labels: {
    endpoint: "Endpoint",
    product: "Product",
    api: "API version",
    trust: "Certificate",
    user: "Logged in as",
    roundTrip: "Round trip",
    clock: "Server's clock",
    inventory: "Seen",
    sessions: "Its sessions",
  },
  trust: {
    system: "trusted by the system's authorities",
    known: "the known one",
    ca: "issued by the authorities in the file",
    thumbprint: "the one of the thumbprint",
    insecure: "NOT CHECKED",
    none: "none",
  },
  clock: ({ ms }) => {
    if (Math.abs(ms) < 1000) return "the same as here, to a second";
    return `${(Math.abs(ms) / 1000).toFixed(1)} s ${ms > 0 ? "ahead" : "behind"}`;
  },
  inventory: ({ machines, hosts }) =>
    `${machines === 1 ? "1 virtual machine" : `${machines} virtual machines`}, ${hosts === 1 ? "1 host" : `${hosts} hosts`}`,
  sessions: ({ count, own }) =>
    count === null
      ? "may not be listed by this login: one that a crash leaves behind is not ended, but recorded"
      : `${count} listed, ${own} of this login; one that a crash leaves behind is ended at the next Login`,
  passwordKept: ({ name, user, endpoint }) =>
    `The password of ${user} at ${endpoint} is in the OS keyring; shoseki profile test ${name} tries it.`,
  passwordUnused: ({ path }) => `It is not used yet: put the line password: keyring into ${path}.`,
  passwordForgotten: ({ user, endpoint }) =>
    `The password of ${user} at ${endpoint} is not in the OS keyring any more.`,
  passwordNone: ({ user, endpoint }) => `The OS keyring has no password of ${user} at ${endpoint}.`,
  works: ({ name }) => `The profile ${name} works.`,
};
