/** A floor: a program that writes one row when a key comes, and nothing else. */
const { stdin, stdout } = process;
let keys = 0;

function write(): void {
  stdout.write(`\u001b[?2026h\u001b[H\u001b[Krow ${keys}\u001b[?2026l`);
}

stdin.setRawMode(true);
stdin.on("data", () => {
  keys += 1;
  write();
});
write();
