/** Whether there is a terminal to ask at, whatever standard output is. */
export function canAsk(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}
