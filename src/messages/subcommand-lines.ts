import type { UsageTexts } from "#messages/usage-texts.js";

/** How each subcommand is written, in the order in which usage shows them. */
export const subcommandLines: readonly (readonly [keyof UsageTexts["subcommands"], string])[] = [
  ["console", "shoseki ENDPOINT"],
  ["exec", "shoseki exec ENDPOINT LINE..."],
  ["run", "shoseki run ENDPOINT FILE|-"],
  ["profile", "shoseki profile add|list|... [NAME]"],
  ["procedure", "shoseki procedure check|... FILE"],
  ["log", "shoseki log [OPTIONS]"],
  ["handover", "shoseki handover [accept|... FILE]"],
  ["touched", "shoseki touched MACHINE"],
  ["replay", "shoseki replay [SESSION|SEQ|FILE]"],
  ["verify", "shoseki verify [DIR|PROOF|FILE.tar]"],
  ["proof", "shoseki proof [SEQ]"],
  ["key", "shoseki key show|rotate|export FILE"],
  ["trust", "shoseki trust [ENDPOINT|remove HOST]"],
  ["doctor", "shoseki doctor [PROFILE|ENDPOINT]"],
  ["completion", "shoseki completion bash|zsh|fish"],
  ["help", "shoseki help [VERB...]"],
];
