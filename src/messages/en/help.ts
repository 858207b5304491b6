import type { LanguageHelp } from "#messages/catalogue.js";

export const help: LanguageHelp = {
  heading: "Command lines: one verb and what it needs.",
  summaries: {
    vms: "list virtual machines",
    hosts: "list hypervisor hosts",
    info: "show one virtual machine or host",
    rename: "give a virtual machine a new name",
    cpu: "set the number of CPUs",
    memory: "set the memory",
    start: "power on",
    stop: "power off, as if by pulling the plug",
    note: "write a remark into the journal",
    help: "show all verbs, or how one is written",
  },
  parameters: {
    target: "a name, a glob (web-*), an id (@vm-42) or a path (/DC0/vm/web-01)",
    pattern: "part of a name or path, or a glob (web-*); without it, all",
    newName: "the new name; in quotes when it holds blanks",
    count: "a whole number",
    size: "with a binary unit: 8GiB, 8192MiB, 1.5TiB; 8G and 512M mean GiB and MiB",
    text: "the rest of the line, as it stands",
    verb: "a verb",
  },
  usage: "Usage:",
  examples: "Examples:",
  targets: [
    "A target is a name, an id (@vm-42) or an inventory path (/DC0/vm/web-01).",
    "* stands for any characters, ? for one, [a-c] and [!a-c] for one of a set; in a path they do not cross a /.",
    "'...' and \"...\" quote: blanks hold together, and wildcards become plain characters. A backslash quotes",
    "one character. A line that begins with # is a comment.",
  ].join("\n"),
};
