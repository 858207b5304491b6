import type { CertificateFileProblem } from "#domain/certificate-file-problem.js";
import type { NotShared } from "#domain/not-shared.js";
import type { SocketProblem } from "#domain/socket-problem.js";
import type { ErrorTexts, Explanation } from "#messages/catalogue.js";
import { isLibvirtFault, unended } from "#messages/wording.js";

const noSession = "No session was opened, and no password was sent.";

/** As doctor says it. */
function socketSaid(problem: SocketProblem, lead: string): Pick<Explanation, "what" | "next"> {
  const start = "Start its daemon (systemctl start libvirtd.socket, or virtqemud.socket)";
  switch (problem.kind) {
    case "MISSING":
      return {
        what: `${lead}: there is no socket of libvirt at ${problem.paths.join(" or ")}.`,
        next: `${start}, or say where it is: ?socket=/PATH.`,
      };
    case "DEAF":
      return { what: `${lead}: nobody listens at ${problem.path}.`, next: `${start}.` };
    case "CLOSED":
      return {
        what: `${lead}: ${problem.path} is not open to ${problem.user}.`,
        next: `Have yourself taken into its group, as root (usermod -aG libvirt ${problem.user}), and log in anew.`,
      };
  }
}

function notShared(why: NotShared): string {
  switch (why.kind) {
    case "TAKEN":
      return "another one with the same endpoint, login and journal is open already";
    case "UNSAFE":
      return `${why.path} is not a directory that only you can look into`;
    case "TOO_LONG":
      return `${why.path} is too long a path for a socket`;
    case "FAILED":
      return `${why.path} cannot be used: ${unended(why.cause)}`;
  }
}

const FILE_PROBLEMS = {
  NO_AUTHORITY_FILE:
    "it is libvirt's certificate of the authority that vouches for servers, and is not there",
  NO_CERTIFICATE: "it holds no certificate in PEM",
  NO_KEY: "it holds no private key in PEM",
  KEY_LOCKED: "its key is kept under a passphrase, and libvirt's clients ask for none",
  KEY_OF_ANOTHER: "it is not the key of the certificate beside it, clientcert.pem",
  NO_REVOCATIONS: "it holds no list of revoked certificates in PEM",
} satisfies Record<CertificateFileProblem, string>;

const FILE_MENDS = {
  NO_AUTHORITY_FILE:
    "Put cacert.pem into ~/.pki/libvirt (not as root) or /etc/pki/CA, where it is looked for, or say where it and your own are: ?pkipath=/DIRECTORY.",
  NO_CERTIFICATE:
    "Put the certificate there as its authority has given it out, from BEGIN to END CERTIFICATE.",
  NO_KEY: "Put the key there that clientcert.pem was made for.",
  KEY_LOCKED: "Take the passphrase off (openssl pkey), and have the file readable by yourself alone.",
  KEY_OF_ANOTHER: "Put the two there that belong together.",
  NO_REVOCATIONS: "Put the authority's list there as it has given it out, from BEGIN to END X509 CRL.",
} satisfies Record<CertificateFileProblem, string>;

/** There is no session. */
export const session = {
  UNREACHABLE: ({ endpoint, cause, socket }) =>
    socket === undefined
      ? {
          what: `${endpoint} cannot be reached: ${unended(cause)}.`,
          notDone: noSession,
          next: "Check the name, the port and the way there, then try again.",
        }
      : { notDone: "No session was opened.", ...socketSaid(socket, `${endpoint} cannot be reached`) },
  NOT_VSPHERE: ({ endpoint, problem }) => ({
    what: `${endpoint} does not answer as vCenter or ESXi does: ${unended(problem)}.`,
    notDone: noSession,
    next: "Check the host and the port; the vSphere API is usually on 443.",
  }),
  VERSION_UNSUPPORTED: ({ endpoint, version }) => ({
    what: `${endpoint} speaks vSphere API ${version}, which is older than what is supported (6.5).`,
    notDone: noSession,
    next: "Use a server of vSphere 6.5 or later.",
  }),
  LOGIN_REFUSED: ({ user, fault, message }) => ({
    what: `The server refused the login of ${user}: ${unended(message)} (${fault}).`,
    notDone: "No session was opened.",
    next: isLibvirtFault(fault)
      ? "Have its administrator let you in: by membership of its group (libvirt), or by a rule of polkit for org.libvirt.unix.manage."
      : "Check the user and the password; repeated failures may lock the account.",
  }),
  AUTH_UNSUPPORTED: ({ endpoint, wants }) => ({
    what: `${endpoint} wants a login by ${wants}, which this program does not do.`,
    notDone: "No session was opened, and no password was sent.",
    next: "Reach it by ssh, or by tls with a certificate of yours, or have its administrator let you in by polkit.",
  }),
  CERTIFICATE_FILE_UNFIT: ({ path, problem }) => ({
    what: `${path} cannot be used: ${FILE_PROBLEMS[problem]}.`,
    notDone: "No connection was made, and nothing was sent.",
    next: FILE_MENDS[problem],
  }),
  CLIENT_CERTIFICATE_REFUSED: ({ endpoint, subject, path, cause }) => ({
    what:
      path === null
        ? `${endpoint} did not let us in (${unended(cause)}); there was no client certificate to show it.`
        : `${endpoint} did not let in the certificate ${subject} of ${path} (${unended(cause)}).`,
    notDone: "No session was opened.",
    next:
      "Have clientcert.pem and clientkey.pem, of the authority that the server trusts, in ~/.pki/libvirt (unless you are root), " +
      "/etc/pki/libvirt or the directory that ?pkipath= names; the server may also list whom it lets in (tls_allowed_dn_list).",
  }),
  INTERRUPTED: ({ endpoint }) => ({
    what: `The way to ${endpoint} is interrupted.`,
    notDone: "Nothing was sent.",
    next: "It is looked for again and again; ask once it is back, or press C to try at once.",
  }),
  CONSOLE_LOCKED: () => ({
    what: "The console is locked.",
    notDone: "Nothing was sent.",
    next: "Unlock it, or run this with --no-share in a session of its own.",
  }),
  ENDPOINT_UNKNOWN: ({ text, names }) => ({
    what: `This console has no endpoint ${text}; it has ${names.join(", ")}.`,
    notDone: "Nothing was sent.",
    next: "Name one of them, or connect to another one with connect.",
  }),
  SESSION_NOT_SHARED: ({ why }) => ({
    what: `shoseki exec does not go through this console: ${notShared(why)}.`,
    notDone: "Nothing else is different: it logs in for itself, as when no console is open.",
    next:
      why.kind === "TAKEN"
        ? "Nothing needs to be done; it goes through the other console."
        : "Set XDG_RUNTIME_DIR to a directory of yours with mode 0700, and open the console anew.",
  }),
  ENDPOINT_TAKEN: ({ name, another }) => ({
    what:
      another === undefined
        ? `This console is connected to ${name} already.`
        : `This console calls ${another} ${name} already, and this one would be called the same.`,
    notDone: "No session was opened.",
    next:
      another === undefined
        ? `Use it by its name, or disconnect ${name} first.`
        : "Connect by a profile, whose name it then has: shoseki profile add NAME --endpoint ENDPOINT.",
  }),
  ENDPOINT_NOT_ONE: ({ names }) => ({
    what: `This console has several endpoints (${names.join(", ")}), and it is not said which one is meant.`,
    notDone: "Nothing was sent.",
    next: `Say use ${names[0] ?? "NAME"} first, or name a place there, such as --host ${names[0] ?? "NAME"}:HOST.`,
  }),
} satisfies Partial<ErrorTexts>;
