/** A line of text with something in it. */
const LINE = "^(?=.*\\S)\\P{Cc}*$";

/** Perhaps in several lines. */
const TEXT = "^(?=[\\s\\S]*\\S)[\\P{Cc}\\n\\t]*$";

const NAME = "^[A-Za-z][A-Za-z0-9_]{0,63}$";

const ID = "^[a-z][a-z0-9-]{0,63}$";

const DURATION = "^[1-9][0-9]{0,6}[smhd]$";

const LONGEST_LINE = 4096;

const LONGEST_TEXT = 16_384;

const idText = { type: "string", pattern: ID };
const title = {
  description: "What the step is called; else its id.",
  type: "string",
  pattern: LINE,
  maxLength: 200,
};
const expression = { type: "string", pattern: TEXT, maxLength: LONGEST_LINE };
const commandLine = { type: "string", pattern: TEXT, maxLength: LONGEST_LINE };
const instructions = { type: "string", pattern: TEXT, maxLength: LONGEST_TEXT };
const duration = (description: string) => ({ description, type: "string", pattern: DURATION });
const checks = (description: string) => ({
  description,
  type: "array",
  maxItems: 50,
  items: { $ref: "#/definitions/check" },
});
const onFailure = (description: string) => ({
  description,
  enum: ["stop", "rollback", "ask"],
});

/** What a step that is no loop can hold. */
const stepProperties = {
  id: { description: "Unique in the file.", ...idText },
  title,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as it stands in a file
  run: { description: "A command line; ${} holds an expression, whose value is one word.", ...commandLine },
  check: { description: "What must be so.", ...expression },
  within: duration("How long the check may take to come true: 90s, 15m, 2h, 3d."),
  confirm: { description: "A question that is answered with yes or no.", ...instructions },
  manual: { description: "What somebody does by hand, and writes down what was seen.", ...instructions },
  approve: {
    description: "The id of the later step, or loop, whose plan a second person approves.",
    ...idText,
  },
  "valid-for": duration("How long the approval is good for."),
  before: checks("What must be so before."),
  after: checks("What must be so afterwards."),
  "on-failure": onFailure("What is done when it fails; else what the procedure says."),
  estimate: duration("How long it takes."),
  undo: { $ref: "#/definitions/undo" },
} as const;

const STEP_KINDS = ["run", "check", "confirm", "manual", "approve"] as const;

const noUndo = { properties: { undo: false } };

const stepDependencies = {
  within: ["check"],
  "valid-for": ["approve"],
  check: noUndo,
  confirm: noUndo,
  approve: noUndo,
};

const of = (kinds: readonly string[]) => kinds.map((kind) => ({ required: [kind] }));

/** The format of procedures, as JSON Schema (draft 07). Published as docs/procedure.schema.json, and by `shoseki procedure print-schema`. */
export const PROCEDURE_SCHEMA = {
  $schema: "http://json-schema.org/draft-07/schema#",
  title: "A procedure of Shoseki",
  description:
    "A change that Shoseki goes through with its operator: what is asked for, and the steps in their order.",
  type: "object",
  additionalProperties: false,
  required: ["procedure", "title", "steps"],
  properties: {
    procedure: { description: "The version of the format.", const: 1 },
    title: { description: "What it is called.", type: "string", pattern: LINE, maxLength: 200 },
    description: { description: "What it is for.", type: "string", pattern: TEXT, maxLength: LONGEST_TEXT },
    parameters: {
      description: "What is asked for before it begins, by the names that expressions use.",
      type: "object",
      maxProperties: 50,
      propertyNames: { pattern: NAME },
      additionalProperties: { $ref: "#/definitions/parameter" },
    },
    change: {
      description:
        "A regular expression that the whole change number (--ticket) must match; with it, one must be given.",
      type: "string",
      pattern: LINE,
      maxLength: 200,
    },
    approval: {
      description: "A second person approves the whole before it begins.",
      type: "object",
      additionalProperties: false,
      required: ["valid-for"],
      properties: { "valid-for": duration("How long the approval is good for.") },
    },
    "on-failure": onFailure("What is done when a step fails, where the step does not say."),
    steps: { type: "array", minItems: 1, maxItems: 500, items: { $ref: "#/definitions/stepOrLoop" } },
  },
  definitions: {
    parameter: {
      type: "object",
      additionalProperties: false,
      required: ["type"],
      properties: {
        type: {
          enum: [
            "text",
            "integer",
            "size",
            "duration",
            "boolean",
            "machine",
            "machines",
            "host",
            "datastore",
            "network",
            "folder",
          ],
        },
        description: { description: "What is asked for.", type: "string", pattern: LINE, maxLength: 500 },
        default: {
          description: "What it is where nothing is said.",
          type: ["string", "number", "boolean"],
          pattern: "^\\P{Cc}*$",
          maxLength: 1024,
        },
        choices: {
          description: "What may be said: a list, or an expression that gives one.",
          type: ["array", "string"],
          minItems: 1,
          maxItems: 200,
          items: { type: ["string", "number", "boolean"], pattern: LINE, maxLength: 1024 },
          pattern: TEXT,
          maxLength: LONGEST_LINE,
        },
      },
    },
    check: {
      type: ["string", "object"],
      pattern: TEXT,
      maxLength: LONGEST_LINE,
      additionalProperties: false,
      required: ["check"],
      properties: { check: stepProperties.check, within: stepProperties.within },
    },
    undo: {
      description:
        "How it is undone: a command line, a text for whoever does it by hand, or why it is not undone.",
      type: ["string", "object"],
      pattern: TEXT,
      maxLength: LONGEST_LINE,
      additionalProperties: false,
      minProperties: 1,
      maxProperties: 1,
      properties: { manual: instructions, none: instructions },
    },
    step: {
      type: "object",
      additionalProperties: false,
      required: ["id"],
      properties: { ...stepProperties, "for-each": false },
      oneOf: of(STEP_KINDS),
      dependencies: stepDependencies,
    },
    stepOrLoop: {
      type: "object",
      additionalProperties: false,
      required: ["id"],
      properties: {
        ...stepProperties,
        "for-each": {
          description: "The name of the item in the steps of the loop.",
          type: "string",
          pattern: NAME,
        },
        in: {
          description: "What is gone through, frozen when the run begins: an expression that gives a list.",
          ...expression,
        },
        "at-most": {
          description: "More than this many are not begun with.",
          type: "integer",
          minimum: 1,
          maximum: 1000,
          default: 1000,
        },
        steps: { type: "array", minItems: 1, maxItems: 500, items: { $ref: "#/definitions/step" } },
      },
      oneOf: of([...STEP_KINDS, "for-each"]),
      dependencies: {
        ...stepDependencies,
        in: ["for-each"],
        "at-most": ["for-each"],
        steps: ["for-each"],
        "for-each": {
          required: ["in", "steps"],
          properties: { before: false, after: false, "on-failure": false, estimate: false, undo: false },
        },
      },
    },
  },
} as const;

/** What says of a step what it is. */
export const KINDS_OF_STEP = [...STEP_KINDS, "for-each"] as const;
