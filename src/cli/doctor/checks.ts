import { anchorCommandCheck } from "#cli/doctor/anchor-command.js";
import { certificateCheck } from "#cli/doctor/certificate.js";
import type { Check } from "#cli/doctor/check.js";
import { clockCheck } from "#cli/doctor/clock.js";
import { directoriesCheck } from "#cli/doctor/directories.js";
import { diskCheck } from "#cli/doctor/disk.js";
import { hostCheck } from "#cli/doctor/host.js";
import { journalCheck } from "#cli/doctor/journal.js";
import { keyCheck } from "#cli/doctor/key.js";
import { keyringCheck } from "#cli/doctor/keyring.js";
import { knownHostsCheck } from "#cli/doctor/known-hosts.js";
import { localeCheck } from "#cli/doctor/locale.js";
import { nodeCheck } from "#cli/doctor/node.js";
import { portCheck } from "#cli/doctor/port.js";
import { profilesCheck } from "#cli/doctor/profiles.js";
import { serverCheck } from "#cli/doctor/server.js";
import { socketCheck } from "#cli/doctor/socket.js";
import { sshCheck } from "#cli/doctor/ssh.js";
import { terminalCheck } from "#cli/doctor/terminal.js";
import { variablesCheck } from "#cli/doctor/variables.js";

/** In the order in which they are told. */
export const CHECKS: readonly Check[] = [
  nodeCheck,
  directoriesCheck,
  profilesCheck,
  knownHostsCheck,
  keyringCheck,
  journalCheck,
  keyCheck,
  diskCheck,
  clockCheck,
  terminalCheck,
  localeCheck,
  anchorCommandCheck,
  variablesCheck,
  hostCheck,
  socketCheck,
  sshCheck,
  portCheck,
  certificateCheck,
  serverCheck,
];
