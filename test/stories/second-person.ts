import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Somebody with an SSH key of their own, who signs requests with the tools that everybody has. */
export class SecondPerson {
  readonly name: string;
  readonly #directory: string;

  constructor(directory: string, name: string) {
    this.name = name;
    this.#directory = directory;
    if (existsSync(this.#key)) return;
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", this.#key]);
  }

  /** As it stands in an approvers' file. */
  get line(): string {
    const [kind, key] = readFileSync(`${this.#key}.pub`, "utf8").split(" ");
    return `${this.name} namespaces="approval@shoseki" ${kind} ${key}\n`;
  }

  /** Signs a request; the signature is beside it. */
  sign(request: string): void {
    rmSync(`${request}.sig`, { force: true });
    const args = ["-Y", "sign", "-f", this.#key, "-n", "approval@shoseki", request];
    execFileSync("ssh-keygen", args, { stdio: "ignore" });
  }

  get #key(): string {
    return join(this.#directory, `key of ${this.name}`);
  }
}

/** The file of those who may approve. */
export function writeApprovers(directory: string, ...people: readonly SecondPerson[]): string {
  const path = join(directory, "approvers");
  writeFileSync(path, people.map(({ line }) => line).join(""));
  return path;
}

/** The files of the requests that are in a directory. */
export function requestsIn(directory: string): readonly string[] {
  const names = readdirSync(directory).filter((name) => name.endsWith(".request.json"));
  return names.map((name) => join(directory, name));
}

/** Only the superuser can make a file here that the operator is not refused for being able to write. */
export const CAN_HAVE_APPROVERS = process.getuid?.() === 0;
