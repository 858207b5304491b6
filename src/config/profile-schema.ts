/** A line of text with something in it. */
const LINE = "^(?=.*\\S)\\P{Cc}*$";

/** As a shell reads it, perhaps in several lines. */
const COMMAND = "^[^\\u0000]*\\S[^\\u0000]*$";

/** The format of profiles, as JSON Schema (draft 07). Published as docs/profile.schema.json, and by `shoseki profile schema`. */
export const PROFILE_SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "A profile of Shoseki",
  description: "How one endpoint is worked at: shoseki/profiles/NAME.yaml in the configuration directory.",
  type: "object",
  additionalProperties: false,
  required: ["endpoint"],
  properties: {
    endpoint: {
      description:
        "vsphere://[user@]host[:port], a URI as libvirt has it (qemu:///system, qemu+ssh://host/system), or sim: with its options. Never a password.",
      type: "string",
      pattern:
        "^([sS][iI][mM]:|[vV][sS][pP][hH][eE][rR][eE]://.|([qQ][eE][mM][uU]|[xX][eE][nN]|[tT][eE][sS][tT])([+][a-zA-Z0-9]+)?://.)\\P{Cc}*$",
    },
    user: {
      description: "The login. Without it, that of the endpoint. Of libvirt, only +ssh takes one.",
      type: "string",
      pattern: LINE,
    },
    trust: {
      description:
        "How the server's certificate is judged: by the system's authorities alone, those in a file of PEM, or its SHA-256. Without it, by the system's authorities and then the known hosts. Not for libvirt, which has certificates of its own.",
      type: ["string", "object"],
      if: { type: "string" },
      // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
      then: { enum: ["system", "insecure"] },
      else: {
        properties: {
          ca: { description: "An absolute path, or one from ~/.", type: "string", pattern: LINE },
          thumbprint: {
            description: "64 hexadecimal digits, with colons or without.",
            type: "string",
            pattern: "^([sS][hH][aA]-?256[:=])?[0-9a-fA-F]{2}(:?[0-9a-fA-F]{2}){31}$",
          },
        },
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
      },
    },
    "read-only": { description: "Nothing is changed.", type: "boolean", default: false },
    "ask-reason": { description: "Nothing is changed without a reason.", type: "boolean", default: false },
    "ask-ticket": {
      description: "Nothing is changed without a change number.",
      type: "boolean",
      default: false,
    },
    confirm: {
      description:
        "What is agreed to before it is done: as its risk asks for; everything that changes something; and what disturbs by the name typed.",
      enum: ["risk", "changes", "names"],
      default: "risk",
    },
    protected: {
      description:
        "Names, and paths with all below them, by * and ?, of what no destructive operation is done to.",
      type: "array",
      items: { type: "string", pattern: LINE },
      default: [],
    },
    theme: { description: "The console's colours.", type: "string", pattern: LINE },
    language: { description: "Of messages; else by the locale.", enum: ["en", "ja"] },
    journal: {
      description: "The journal's directory: an absolute path, or one from ~/.",
      type: "string",
      pattern: LINE,
    },
    "anchor-command": {
      description: "A shell command that is given each checkpoint to anchor.",
      type: "string",
      pattern: COMMAND,
    },
    approvers: {
      description:
        "The allowed signers who may approve a step of a procedure as the second person, in a file that the operator cannot write: an absolute path, or one from ~/. Without it, /etc/shoseki/approvers.",
      type: "string",
      pattern: LINE,
    },
    password: { description: "Where the password is: never it itself.", enum: ["keyring", "prompt"] },
    "password-command": {
      description: "A shell command that prints the password on its first line.",
      type: "string",
      pattern: COMMAND,
    },
    "lock-after": {
      description:
        "How long the console is left alone until it locks itself: 90s, 15m, 2h (at most 24h), or never.",
      type: "string",
      pattern: "^(never|[1-9][0-9]{0,4}[smh])$",
      default: "never",
    },
    relogin: {
      description:
        "Whether a session that the server has ended is opened again at the operator's word or by itself.",
      enum: ["ask", "always"],
      default: "ask",
    },
    recording: {
      description:
        "Whether consoles are recorded; required: they work only while they are, and it cannot be switched off. What has no screen (exec, run, a script) is not recorded.",
      enum: ["off", "on", "required"],
      default: "off",
    },
    "record-input": {
      description: "Whether the keys that are pressed are recorded too, but for secrets.",
      type: "boolean",
      default: false,
    },
    "hold-until-handover": {
      description:
        "Whether nothing is changed until the shift before was taken over (shoseki handover accept), or that was waived, at most a day ago.",
      type: "boolean",
      default: false,
    },
    share: {
      description: "Whether shoseki exec goes through the session of a console that is open.",
      type: "boolean",
      default: true,
    },
    timeout: {
      description: "How long a reply is waited for, in seconds.",
      type: "number",
      exclusiveMinimum: 0,
      maximum: 3600,
      default: 60,
    },
  },
  dependencies: { "password-command": { properties: { password: false } } },
} as const;

export type ProfileKey = keyof typeof PROFILE_SCHEMA.properties;

/** Every key, in the order in which they are shown and written. */
export const PROFILE_KEYS = Object.keys(PROFILE_SCHEMA.properties) as readonly ProfileKey[];
