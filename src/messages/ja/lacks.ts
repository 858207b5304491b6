import type { LackReason } from "#domain/lack.js";
import type { OperationName } from "#domain/operation-name.js";

/** なぜその操作ができないか。 */
export const lackSaid: Readonly<Record<LackReason, string>> = {
  NO_SUCH_CALL: "libvirt にこの操作の API がないため",
  DRIVER: "このハイパーバイザー用のドライバーが対応していないため",
};

/** 代わりにすること。 */
export function lackNext(reason: LackReason, operation: string): string {
  return (reason === "DRIVER" && driverNext[operation as OperationName]) || next[reason];
}

const next: Readonly<Record<LackReason, string>> = {
  NO_SUCH_CALL: "ホスト上で直接実行し、note で記録してください。",
  DRIVER: "可能であればハイパーバイザー付属のツールで実行し、note で記録してください。",
};

const driverNext: Readonly<Partial<Record<OperationName, string>>> = {
  ResetVM: "stop と start を順に実行してください。ゲストにとってはリセットと同じです。",
  CreateSnapshot: "仮想マシンの停止中に clone で複製すると、その時点の状態を残せます。",
};
