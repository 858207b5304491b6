import type { ProfileProblem, ProfileType } from "#domain/profile-problem.js";
import { libvirtLacks } from "#messages/en/libvirt-lacks.js";
import { yamlFaults } from "#messages/en/yaml-faults.js";
import { unended } from "#messages/wording.js";

const types: Readonly<Record<ProfileType, string>> = {
  TEXT: "text; put it in quotes",
  BOOLEAN: "true or false",
  NUMBER: "a number",
  LIST: "a list: [one, two], or a line with - for each",
};

/** What is wrong in a profile, as the rest of a sentence. */
export function profileProblem(problem: ProfileProblem): string {
  switch (problem.kind) {
    case "TOO_LARGE":
      return `the file is larger than ${problem.limit / 1024} KiB`;
    case "NOT_UTF8":
      return "what stands here is no UTF-8";
    case "SEVERAL_DOCUMENTS":
      return "a second document begins here, and a profile is one";
    case "ALIAS":
      return "a profile takes no anchors (&) and aliases (*); a pattern that begins with * goes in quotes";
    case "TAG":
      return "a profile takes no tags (!)";
    case "SYNTAX":
      return yamlFaults[problem.why];
    case "KEY_TWICE":
      return `${problem.at} stands there a second time`;
    case "NOT_MAPPING":
      return "a profile is lines of the form key: value";
    case "MISSING":
      return `${problem.at} is missing`;
    case "EMPTY":
      return `${problem.at} has no value`;
    case "CONTROL_CHARACTER":
      return `${problem.at} has a line break or another control character in it`;
    case "PASSWORD":
      return `${problem.at} seems to hold a password; a profile never does, and this one may have to be changed now: say password: keyring or prompt, or password-command`;
    case "UNKNOWN_KEY": {
      const meant = problem.nearest === null ? "" : ` (perhaps ${problem.nearest})`;
      return `a profile has no key ${problem.at}${meant}`;
    }
    case "WRONG_TYPE":
      return `${problem.at} takes ${types[problem.expected]}`;
    case "NOT_DURATION":
      return `${problem.at} takes a time such as 90s, 15m or 2h, at most 24h, or never, and not ${problem.text}`;
    case "NOT_THUMBPRINT":
      return `${problem.at} takes the certificate's SHA-256: 64 hexadecimal digits`;
    case "NOT_ABSOLUTE":
      return `${problem.at} takes a path from / or from ~/, and not ${problem.text}`;
    case "NOT_TRUST":
      return `${problem.at} takes system, insecure, {ca: FILE} or {thumbprint: SHA256}, and not ${problem.text}`;
    case "NOT_PATTERN":
      return `${problem.at} takes a name, a path or a pattern with * and ?, and not ${JSON.stringify(problem.text)}`;
    case "NOT_ENDPOINT":
      return `${problem.at} is ${problem.text}, which is no endpoint: ${unended(problem.problem)}`;
    case "NOT_ONE_OF":
      return `${problem.at} is ${problem.text}, and takes ${problem.allowed.join(", ")}`;
    case "OUT_OF_RANGE":
      return `${problem.at} is ${problem.text}, and takes seconds, more than 0 and at most ${problem.most}`;
    case "EXCLUDES":
      return `${problem.at} and ${problem.other} exclude each other`;
    case "NOT_OF_LIBVIRT":
      return `${problem.at} has no place here: ${libvirtLacks[problem.why]}`;
  }
}
