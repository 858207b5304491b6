import type { DoctorTexts } from "#messages/doctor-texts.js";
import { size, unended } from "#messages/wording.js";

const fine = (what: string) => ({ what, how: "" });

const OWN_MODE = "go=";

const newCertificate = "Have a new one made by the authority that the server trusts.";
const newAuthority =
  "Have the authority's new certificate there; the certificates that it vouches for may have to be new, too.";

export const doctor: DoctorTexts = {
  statuses: { ok: "ok", note: "note", mend: "MEND" },
  checks: {
    node: "Node",
    directories: "directories",
    profiles: "profiles",
    knownHosts: "known hosts",
    keyring: "OS keyring",
    journal: "journal",
    key: "signing key",
    disk: "disk",
    clock: "clock",
    terminal: "terminal",
    locale: "locale",
    anchorCommand: "anchor command",
    variables: "environment",
    host: "host",
    socket: "socket",
    ssh: "ssh",
    port: "port",
    certificate: "certificate",
    server: "server",
  },
  findings: {
    NODE_FINE: ({ version }) => fine(`This is Node ${version}.`),
    NODE_OLD: ({ version, needs }) => ({
      what: `This is Node ${version}, and Shoseki needs ${needs} or later.`,
      how: "Install a newer Node, and see by `node --version` that it comes first on your PATH.",
    }),

    DIRECTORIES_FINE: () =>
      fine("Those that are there are yours and open to nobody else; the others can be made."),
    DIRECTORY_UNMAKEABLE: ({ path, above }) => ({
      what: `${path} is not there and cannot be made: ${above} cannot be written to.`,
      how: `Make ${above} a directory that you may write to, or have XDG_STATE_HOME and XDG_CONFIG_HOME name other places.`,
    }),
    NOT_DIRECTORY: ({ path }) => ({
      what: `${path} is not a directory.`,
      how: "Move it away: Shoseki makes the directory when it first needs it.",
    }),
    NOT_OURS: ({ path, owner }) => ({
      what: `${path} belongs to another user (uid ${owner}).`,
      how: `Give it to the one who works with it: chown "$USER" '${path}', as root. Was Shoseki once run by sudo?`,
    }),
    OPEN_TO_OTHERS: ({ path, mode }) => ({
      what: `${path} is open to other users of this machine (mode ${mode}).`,
      how: `Close it: chmod ${OWN_MODE} '${path}'`,
    }),
    NOT_USABLE: ({ path, cause }) => ({
      what: `${path} cannot be read and written: ${unended(cause)}.`,
      how: `Give yourself access: chmod u+rwx '${path}'. On a file system that is mounted read-only, choose another place.`,
    }),

    PROFILES_NONE: ({ directory }) => ({
      what: `There are none in ${directory}.`,
      how: "None is needed; shoseki profile add makes one.",
    }),
    PROFILES_FINE: ({ names }) => fine(`All can be read: ${names.join(", ")}.`),

    KNOWN_HOSTS_NONE: ({ path }) => ({
      what: `No certificate is known yet; those that you agree to will be in ${path}.`,
      how: "To see and keep a server's certificate now: shoseki trust HOST",
    }),
    KNOWN_HOSTS_FINE: ({ count }) =>
      fine(`${count === 1 ? "One line names" : `${count} lines name`} a host and its certificate.`),
    KNOWN_HOST_BARE: ({ path, line, host }) => ({
      what: `${path}, line ${line}: it names ${host}, and no thumbprint follows.`,
      how: `Take the line out, then: shoseki trust ${host}`,
    }),

    KEYRING_THERE: () => fine("It answers."),
    KEYRING_NONE: () => ({
      what: "There is none here: new signing keys go into encrypted files, and passwords are not kept.",
      how: "If one is wanted: start a session with D-Bus and a Secret Service (gnome-keyring, KWallet).",
    }),
    KEYRING_MUTE: ({ seconds }) => ({
      what: `It has not answered within ${seconds} s: it may be locked, and asking for its password somewhere.`,
      how: "Unlock it in your desktop session. Without one: unset DBUS_SESSION_BUS_ADDRESS, and keys go into files.",
    }),
    KEYRING_BROKEN: ({ cause }) => ({
      what: `It is there and does not work: ${unended(cause)}.`,
      how: "Unlock or mend it. Without one: unset DBUS_SESSION_BUS_ADDRESS, and keys go into files.",
    }),

    JOURNAL_NONE: ({ directory }) => ({
      what: `There is none yet in ${directory}.`,
      how: "The first Login makes it. If there should be one, look at --journal and SHOSEKI_JOURNAL.",
    }),
    JOURNAL_FINE: ({ directory, entries }) =>
      fine(
        `${entries} ${entries === 1 ? "entry" : "entries"} in ${directory}; the last one reads well (shoseki verify checks them all).`,
      ),
    JOURNAL_NOT_WRITABLE: ({ place, cause }) => ({
      what: `${place} cannot be written: ${unended(cause)}. Nothing can be operated without it.`,
      how: `Give yourself access (chmod u+rw), or have --journal or SHOSEKI_JOURNAL name another journal.`,
    }),

    KEY_IN_FILE: ({ path }) => fine(`It is in ${path}, encrypted.`),
    KEY_WITHOUT_PASSPHRASE: ({ path }) => ({
      what: `It is in ${path}, encrypted, and there is neither a terminal to ask for its passphrase at nor SHOSEKI_PASSPHRASE.`,
      how: "Work at a terminal, or hand SHOSEKI_PASSPHRASE to what runs here.",
    }),
    KEY_IN_KEYRING: ({ fingerprint }) => fine(`It is in the OS keyring (${fingerprint}).`),
    KEY_NOWHERE: ({ fingerprint, path }) => ({
      what: `The journal's key ${fingerprint} is neither in ${path} nor in the OS keyring: nothing can be added to the journal.`,
      how: `Put the file that shoseki key export has made to ${path}, or log in where the keyring is. If the key is lost, begin a new journal with --journal and keep this one.`,
    }),
    KEY_NOT_TOLD: ({ fingerprint }) => ({
      what: `The journal's key ${fingerprint} is not in a file, and the OS keyring does not say whether it has it.`,
      how: "Unlock the keyring, and ask again.",
    }),

    DISK_FINE: ({ path, freeMiB }) => fine(`${size(freeMiB)} are free at ${path}.`),
    DISK_LOW: ({ path, freeMiB }) => ({
      what: `Only ${size(freeMiB)} are free at ${path}.`,
      how: "Make room before it runs out: what cannot be recorded is not done.",
    }),
    DISK_FULL: ({ path, freeMiB }) => ({
      what: `Only ${size(freeMiB)} are free at ${path}: the journal may soon not be writable, and then nothing can be operated.`,
      how: "Make room, or have --journal or SHOSEKI_JOURNAL name a place on another disk.",
    }),

    CLOCK_FINE: ({ now }) => fine(`It is ${now}.`),
    CLOCK_BEFORE_US: ({ now }) => ({
      what: `It says ${now}, which is before this program was made.`,
      how: "Set it, and have it kept right (timedatectl set-ntp true): every entry has its time.",
    }),
    CLOCK_BEFORE_JOURNAL: ({ now, newest }) => ({
      what: `It says ${now}, and the journal's newest entry is from ${newest}.`,
      how: "Set it, and have it kept right (timedatectl set-ntp true). If it is right now, it was wrong when that entry was made.",
    }),

    TERMINAL_NONE: () => ({
      what: "There is none here: lines can be read from standard input, and the console cannot be opened.",
      how: "For the console, run Shoseki in a terminal, not through a pipe; TERM must not be dumb.",
    }),
    TERMINAL_FINE: ({ columns, rows, colours }) => fine(`${columns}x${rows}, colours: ${colours}.`),
    TERMINAL_SMALL: ({ columns, rows, leastColumns, leastRows }) => ({
      what: `It has ${columns}x${rows}, and the console needs ${leastColumns}x${leastRows}.`,
      how: "Make the window larger or the font smaller.",
    }),

    LOCALE_FINE: ({ locale }) => fine(`${locale}.`),
    LOCALE_NOT_UTF8: ({ variable, locale }) => ({
      what: `${variable}=${locale} is not UTF-8: names may be shown wrongly.`,
      how: `Set one that is, in the terminal too: export ${variable}=C.UTF-8`,
    }),
    LOCALE_UNSAID: () => ({
      what: "Neither LC_ALL nor LANG is set: texts are in English, and the terminal is taken for one of UTF-8.",
      how: "If names look wrong: export LANG=C.UTF-8",
    }),

    ANCHOR_COMMAND_NONE: () => ({
      what: "None is set: checkpoints are anchored in the hypervisor's event log alone.",
      how: "A second place makes the evidence stronger: --anchor-command, SHOSEKI_ANCHOR_COMMAND, or a profile's.",
    }),
    ANCHOR_NOWHERE: () => ({
      what: "None is set, and libvirt has no event log: checkpoints are anchored nowhere.",
      how: "Set one: --anchor-command, SHOSEKI_ANCHOR_COMMAND, or a profile's. Without it the journal alone says what it held.",
    }),
    ANCHOR_COMMAND_FINE: ({ command }) => fine(`${command} is found; it was not run.`),
    ANCHOR_COMMAND_MISSING: ({ command }) => ({
      what: `The shell does not find ${command}: no checkpoint would be anchored by it.`,
      how: "Install it, or write its whole path.",
    }),
    ANCHOR_COMMAND_SHELL: () => ({
      what: "It begins with more than a program's name, and was not looked for.",
      how: "Try it by hand: it is given a checkpoint on its standard input, and says by exit code 0 that it has put it away.",
    }),

    VARIABLES_FINE: () => fine("Every SHOSEKI_ variable means something."),
    VARIABLE_UNKNOWN: ({ name, nearest }) => ({
      what: `${name} is set, and means nothing to Shoseki.`,
      how: nearest === null ? `unset ${name}` : `Was ${nearest} meant?`,
    }),
    VARIABLE_RELATIVE: ({ name }) => ({
      what: `${name} is no absolute path, and is ignored.`,
      how: "Write the whole path, or unset it.",
    }),

    HOST_IS_SIMULATOR: () => ({
      what: "It is the embedded simulator: there is no server to look at.",
      how: "",
    }),
    HOST_FOUND: ({ host, address }) => fine(host === address ? `${host}.` : `${host} is ${address}.`),
    HOST_NOT_FOUND: ({ host, cause }) => ({
      what: `The name ${host} leads nowhere: ${unended(cause)}.`,
      how: "Look at its spelling, at the network, and at the name servers (getent hosts).",
    }),
    SOCKET_FINE: ({ path }) => fine(`${path} is there and open to you.`),
    SOCKET_MISSING: ({ paths }) => ({
      what: `There is no socket of libvirt at ${paths.join(" or ")}.`,
      how: "Start its daemon (systemctl start libvirtd.socket, or virtqemud.socket), or say where it is: ?socket=/PATH",
    }),
    SOCKET_CLOSED: ({ path, user }) => ({
      what: `${path} is not open to ${user}.`,
      how: `Have yourself taken into its group, as root (usermod -aG libvirt ${user}), and log in anew.`,
    }),
    SSH_FINE: ({ host, user }) => fine(`It is there, and would go to ${host} as ${user}.`),
    SSH_MISSING: () => ({
      what: "There is no ssh on your PATH, and a +ssh endpoint is reached by it.",
      how: "Install it (openssh-client).",
    }),
    PORT_OPEN: ({ host, port }) => fine(`Somebody answers on ${host}, port ${port}.`),
    PORT_SHUT: ({ host, port, cause }) => ({
      what: `Nobody can be reached on ${host}, port ${port}: ${unended(cause)}.`,
      how: "Look whether the server is up, whether the port is right, and whether a firewall or a VPN stands between.",
    }),
    CERTIFICATE_FINE: ({ subject, thumbprint, until }) =>
      fine(`Trusted: ${subject}, SHA-256 ${thumbprint}, until ${until}.`),
    CERTIFICATE_ANY: ({ thumbprint }) => ({
      what: `Not checked, as was asked for; it is SHA-256 ${thumbprint}. Whoever stands between reads the password.`,
      how: "Pin it instead (--thumbprint), once its administrator has confirmed it.",
    }),
    CERTIFICATE_ENDS: ({ until, days }) => ({
      what: `It ends in ${days} ${days === 1 ? "day" : "days"} (${until}).`,
      how: "Have it renewed; a pinned thumbprint or a known host changes with it.",
    }),
    CLIENT_CERTIFICATE_FINE: ({ path, subject, authority }) =>
      fine(`Yours is ${subject} (${path}); servers are judged by ${authority}.`),
    CLIENT_CERTIFICATE_NONE: ({ authority }) => ({
      what: `Servers are judged by ${authority}; there is no client certificate to show them, which most servers want.`,
      how: "Put clientcert.pem and clientkey.pem into ~/.pki/libvirt (as root: /etc/pki/libvirt and its private), or where ?pkipath= says.",
    }),
    CLIENT_CERTIFICATE_ENDS: ({ path, until, days }) => ({
      what: `${path} ends in ${days} ${days === 1 ? "day" : "days"} (${until}).`,
      how: newCertificate,
    }),
    CLIENT_CERTIFICATE_ENDED: ({ path, until }) => ({
      what: `${path} has ended (${until}): no server lets it in.`,
      how: newCertificate,
    }),
    CLIENT_CERTIFICATE_EARLY: ({ path, from }) => ({
      what: `${path} is not valid before ${from}: no server lets it in.`,
      how: "Look whether this machine's clock is right. If it is, wait, or have one made that is valid already.",
    }),
    AUTHORITY_ENDS: ({ path, until, days }) => ({
      what: `${path}, by which servers are judged, ends in ${days} ${days === 1 ? "day" : "days"} (${until}).`,
      how: newAuthority,
    }),
    AUTHORITY_ENDED: ({ path, until }) => ({
      what: `${path}, by which servers are judged, has ended (${until}): no server is trusted.`,
      how: newAuthority,
    }),
    REVOCATIONS_FINE: ({ path }) => fine(`Servers whose certificates are revoked by ${path} are refused.`),
    SERVER_FINE: ({ product, apiVersion }) => fine(`${product}; API ${apiVersion}.`),
    SERVER_CLOCK_FINE: ({ seconds }) => fine(`Its clock is ${Math.abs(seconds)} s from ours.`),
    SERVER_CLOCK_APART: ({ seconds }) => ({
      what: `Its clock is ${Math.abs(seconds)} s ${seconds < 0 ? "behind" : "ahead of"} this machine's: entries and its own log do not fit together.`,
      how: "Have both kept right by NTP. See first which of them is wrong.",
    }),

    TOO_SLOW: ({ seconds }) => ({
      what: `It could not be looked at within ${seconds} s.`,
      how: "Something does not answer: a network file system, a name server, a keyring. Ask again once it does.",
    }),
  },
  summary: ({ toMend }) =>
    toMend === 0
      ? "Nothing has to be mended."
      : `${toMend} ${toMend === 1 ? "thing has" : "things have"} to be mended.`,
};
