/** The options of the executable, by the name that their texts have in a catalogue. */
export type CliOption =
  | "journal"
  | "user"
  | "passwordStdin"
  | "ca"
  | "thumbprint"
  | "insecure"
  | "noShare"
  | "reason"
  | "ticket"
  | "yes"
  | "keepGoing"
  | "timeout"
  | "anchorCommand"
  | "approvers"
  | "theme"
  | "askReason"
  | "askTicket"
  | "json"
  | "lang"
  | "help"
  | "version"
  | "logFormat"
  | "logOp"
  | "logTarget"
  | "logUser"
  | "logSince"
  | "logUntil"
  | "logFailed"
  | "logRun"
  | "logStep"
  | "logFollow"
  | "logLimit"
  | "logSig"
  | "logNoIndex"
  | "verifyDeep"
  | "verifySigners"
  | "verifyAgainst"
  | "verifyEndpoint"
  | "proofFrom"
  | "touchedShow"
  | "replayAt"
  | "replaySpeed"
  | "replayIdle"
  | "readOnly"
  | "relogin"
  | "lockAfter"
  | "record"
  | "recordInput"
  | "profileEndpoint"
  | "profileProtect"
  | "profileConfirm"
  | "profilePasswordCommand"
  | "procedureParam"
  | "procedureBackOut"
  | "procedureOutput"
  | "procedureFormat"
  | "procedureVerify"
  | "procedureSeen"
  | "procedureSkip"
  | "procedureAgain"
  | "procedureApproval"
  | "procedureRequest"
  | "procedureCapsule"
  | "procedureTakeBack"
  | "handoverDraft"
  | "handoverSince"
  | "handoverRemarks"
  | "handoverMarkdown"
  | "handoverHtml"
  | "handoverCapsule"
  | "handoverOutput"
  | "handoverSigners"
  | "handoverQuestion"
  | "profileForget";

/** How each option is written, in the order in which usage shows them. */
export const generalOptions: readonly (readonly [CliOption, string])[] = [
  ["journal", "--journal DIR"],
  ["user", "--user NAME"],
  ["passwordStdin", "--password-stdin"],
  ["ca", "--ca FILE"],
  ["thumbprint", "--thumbprint SHA256"],
  ["insecure", "--insecure"],
  ["readOnly", "--read-only"],
  ["noShare", "--no-share"],
  ["reason", "--reason TEXT"],
  ["ticket", "--ticket NUMBER"],
  ["yes", "--yes"],
  ["keepGoing", "--keep-going"],
  ["timeout", "--timeout SECONDS"],
  ["anchorCommand", "--anchor-command CMD"],
  ["approvers", "--approvers FILE"],
  ["theme", "--theme NAME"],
  ["askReason", "--ask-reason"],
  ["askTicket", "--ask-ticket"],
  ["relogin", "--relogin ask|always"],
  ["lockAfter", "--lock-after TIME"],
  ["record", "--record off|on|required"],
  ["recordInput", "--record-input"],
  ["json", "--json"],
  ["lang", "--lang en|ja"],
  ["help", "--help"],
  ["version", "--version"],
];

/** The options that `shoseki log` has beside them. */
export const logOptions: readonly (readonly [CliOption, string])[] = [
  ["logFormat", "--format human|jsonl|csv|4w1h1r"],
  ["logOp", "--op NAME"],
  ["logTarget", "--target NAME"],
  ["logUser", "--user NAME"],
  ["logSince", "--since TIME"],
  ["logUntil", "--until TIME"],
  ["logFailed", "--failed"],
  ["logRun", "--run ID"],
  ["logStep", "--step ID"],
  ["logLimit", "--limit N"],
  ["logFollow", "--follow"],
  ["logSig", "--sig SEQ"],
  ["logNoIndex", "--no-index"],
];

/** The options that `shoseki verify` has, and that `shoseki proof` has. */
export const verifyOptions: readonly (readonly [CliOption, string])[] = [
  ["verifyDeep", "--deep"],
  ["verifySigners", "--signers FILE"],
  ["verifyAgainst", "--against FILE"],
  ["verifyEndpoint", "--endpoint ENDPOINT"],
  ["proofFrom", "--from SIZE"],
];

/** The options that `shoseki touched` has, beside two of those of `log`. */
export const touchedOptions: readonly (readonly [CliOption, string])[] = [["touchedShow", "--show"]];

/** The options that `shoseki replay` has. */
export const replayOptions: readonly (readonly [CliOption, string])[] = [
  ["replayAt", "--at TIME|#SEQ"],
  ["replaySpeed", "--speed N"],
  ["replayIdle", "--idle SECONDS|off"],
];

/** The options that `shoseki handover` has. */
export const handoverOptions: readonly (readonly [CliOption, string])[] = [
  ["handoverDraft", "--draft"],
  ["handoverSince", "--since TIME|SEQ"],
  ["handoverRemarks", "--remarks FILE"],
  ["handoverMarkdown", "--markdown FILE"],
  ["handoverHtml", "--html FILE"],
  ["handoverCapsule", "--capsule FILE"],
  ["handoverOutput", "--output FILE"],
  ["handoverSigners", "--signers FILE"],
  ["handoverQuestion", "--question PART=TEXT"],
];

/** The options that `shoseki procedure` has beside them. */
export const procedureOptions: readonly (readonly [CliOption, string])[] = [
  ["procedureParam", "--param NAME=VALUE"],
  ["procedureBackOut", "--back-out"],
  ["procedureSeen", "--seen STEP=TEXT"],
  ["procedureSkip", "--skip STEP=WHY"],
  ["procedureAgain", "--again STEP"],
  ["procedureApproval", "--approval FILE"],
  ["procedureRequest", "--request FILE"],
  ["procedureCapsule", "--capsule FILE"],
  ["procedureTakeBack", "--take-back WHY"],
  ["procedureOutput", "--output FILE"],
  ["procedureFormat", "--format md|html"],
  ["procedureVerify", "--verify"],
];

/** The options that `shoseki profile add` has beside those whose keys it writes. */
export const profileOptions: readonly (readonly [CliOption, string])[] = [
  ["profileEndpoint", "--endpoint ENDPOINT"],
  ["profileProtect", "--protect PATTERN"],
  ["profileConfirm", "--confirm risk|changes|names"],
  ["profilePasswordCommand", "--password-command CMD"],
  ["profileForget", "--forget"],
];
