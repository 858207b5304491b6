import type { YamlFault } from "#domain/yaml-problem.js";

/** What is wrong with a file that is no YAML, as a sentence without its end. */
export const yamlFaults: Readonly<Record<YamlFault, string>> = {
  INDENT: "the line is not indented as YAML has it, or a bracket before it is not closed",
  TAB: "a tab indents the line, where YAML takes blanks only",
  UNFINISHED: "a quote or a bracket is not closed before this, or a colon is missing",
  NO_COLON: "the line has no key with a colon and a blank after it",
  COLON_IN_VALUE: "a value with a colon before a blank, or at its end, goes in quotes",
  NEEDS_QUOTES: "a value that begins with this character goes in quotes",
  ESCAPE: "YAML has no such escape in double quotes",
  NESTED: "it is nested too deeply",
  OTHER: "it cannot be read as YAML",
};
