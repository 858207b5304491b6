import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allKnownHosts, knownCertificates } from "#credentials/known-hosts.js";
import { keepKnownHost } from "#credentials/known-hosts-keep.js";
import { knownHostName } from "#credentials/known-hosts-name.js";
import { knownHostsPlaces } from "#credentials/known-hosts-places.js";
import { removeKnownHost } from "#credentials/known-hosts-remove.js";
import { codeOf } from "../journal/code-of.js";
import { asNobody } from "./as-nobody.js";

const print = (byte: string, length = 32) => Array.from({ length }, () => byte).join(":");
const ONE = print("AB");
const OTHER = print("0C");
const SHA1 = print("5A", 20);
const HOST = "vc1.example:443";

let directory: string;
let ours: string;
let govc: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "shoseki-known-"));
  ours = join(directory, "config", "known_hosts");
  govc = join(directory, "govc");
  mkdirSync(join(directory, "config"), { mode: 0o700 });
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const known = (host = HOST) =>
  knownCertificates({ ours, govc: [govc] }, host).map(({ thumbprint, keeper, line }) => ({
    thumbprint,
    keeper,
    line,
  }));

describe("what is known of a host", () => {
  test("nothing, where there is no file", () => {
    expect(known()).toEqual([]);
  });

  test.each([
    ["as OpenSSL writes it", `${HOST} SHA256:${ONE}`],
    ["in 64 digits", `${HOST} SHA256:${ONE.replaceAll(":", "").toLowerCase()}`],
    ["without a port, in capitals", `VC1.EXAMPLE SHA256:${ONE}`],
    ["with a comment behind it, and blanks before", `  ${HOST}\tSHA256:${ONE}  # until the renewal`],
    ["with Windows' line ends", `${HOST} SHA256:${ONE}\r`],
    ["after a byte order mark", `\u{FEFF}${HOST} SHA256:${ONE}`],
    ["as openssl x509 -fingerprint prints it", `${HOST} sha256=${ONE}`],
  ])("a line %s", (_how, line) => {
    writeFileSync(ours, `${line}\n`);
    expect(known()).toEqual([{ thumbprint: ONE, keeper: "shoseki", line: 1 }]);
  });

  test("the same host, whatever its port, script or way of writing an address", () => {
    const names = {
      "vc1.example": HOST,
      "VC1.example:0443": HOST,
      "vc1.example:8443": "vc1.example:8443",
      "[::1]": "[::1]:443",
      "[0:0:0:0:0:0:0:1]:8443": "[::1]:8443",
      "127.1": "127.0.0.1:443",
      "管理.example": "xn--8ey35n.example:443",
      "XN--8EY35N.example:443": "xn--8ey35n.example:443",
    };
    for (const [text, name] of Object.entries(names)) expect(knownHostName(text), text).toBe(name);
    for (const text of [
      "",
      "::1",
      "a b",
      "vc1:0",
      "vc1:65536",
      "vc1:https",
      "[::1",
      "u@vc1",
      "vc1/sdk",
      "[fe80::1%eth0]",
    ]) {
      expect(knownHostName(text), text).toBeNull();
    }
  });

  test("every line of ours counts that names it, and none about another port", () => {
    writeFileSync(
      ours,
      `# kept\n${HOST} SHA256:${ONE}\nvc1.example:8443 SHA256:${print("EE")}\n\n${HOST} SHA256:${OTHER}\n`,
    );
    expect(known()).toEqual([
      { thumbprint: ONE, keeper: "shoseki", line: 2 },
      { thumbprint: OTHER, keeper: "shoseki", line: 5 },
    ]);
  });

  test("govc's file counts where ours does not name the host, and its last line", () => {
    writeFileSync(ours, `other.example SHA256:${ONE}\n`);
    writeFileSync(govc, `vc1.example ${ONE}\n${HOST} ${SHA1}\n[::1]:8989 ${OTHER}\n`);
    expect(known()).toEqual([{ thumbprint: SHA1, keeper: "govc", line: 2 }]);
    expect(known("[::1]:8989")).toEqual([{ thumbprint: OTHER, keeper: "govc", line: 3 }]);
    writeFileSync(ours, `${HOST} SHA256:${OTHER}\n`);
    expect(known()).toEqual([{ thumbprint: OTHER, keeper: "shoseki", line: 1 }]);
  });

  test("govc's files are those its variable names, or the one in the home directory", () => {
    expect(knownHostsPlaces("/c", { HOME: "/h", GOVC_TLS_KNOWN_HOSTS: "/a::/b" })).toEqual({
      ours: "/c",
      govc: ["/a", "/b"],
    });
    expect(knownHostsPlaces("/c", { HOME: "/h", GOVC_TLS_KNOWN_HOSTS: "" }).govc).toEqual([
      "/h/.govmomi/known_hosts",
    ]);
  });
});

describe("a file that is not as it should be", () => {
  test("lines that are not understood are passed over", () => {
    const nonsense = Buffer.concat([
      Buffer.from(`vc2.example\nvc2.example SHA256:12\n::: ???\n|1|hash= ssh-rsa AAAA\n`),
      Buffer.from([0, 255, 254, 7, 10, 200, 13, 10]),
    ]);
    writeFileSync(ours, Buffer.concat([nonsense, Buffer.from(`${HOST} SHA256:${ONE}`)]));
    expect(known()).toEqual([{ thumbprint: ONE, keeper: "shoseki", line: 7 }]);
  });

  test.each([
    ["nothing", ""],
    ["too few digits", " SHA256:ABCD"],
    ["something else", " trusted"],
    ["a SHA-1, which is not enough where Shoseki writes", ` ${SHA1}`],
  ])(
    "a line that names this host and has %s after it is no word on it: nobody is asked again",
    (_what, rest) => {
      writeFileSync(ours, `${HOST} SHA256:${ONE}\nVC1.example${rest}\n`);
      expect(() => known()).toThrow(/line 2 names vc1\.example:443/);
      expect(codeOf(() => known())).toBe("FILE_UNREADABLE");
      expect(known("vc2.example:443")).toEqual([]);
    },
  );

  test("a directory, or an endless file", () => {
    mkdirSync(ours);
    expect(codeOf(() => known())).toBe("FILE_UNREADABLE");
    expect(codeOf(() => keepKnownHost({ ours, govc: [] }, HOST, ONE))).toBe("FILE_UNREADABLE");
    rmSync(ours, { recursive: true });
    symlinkSync("/dev/zero", ours);
    expect(codeOf(() => known())).toBe("FILE_UNREADABLE");
    rmSync(ours);
    symlinkSync("/dev/null", ours);
    expect(known()).toEqual([]);
  });

  test("one that may not be read", () => {
    writeFileSync(govc, `${HOST} ${ONE}\n`);
    for (const path of [directory, join(ours, "..")]) chmodSync(path, 0o755);
    expect(asNobody(() => known())).toHaveLength(1);
    chmodSync(govc, 0);
    expect(asNobody(() => codeOf(() => known()))).toBe("FILE_UNREADABLE");
  });
});

describe("what the operator agrees to", () => {
  test("is one line more, in a file and a directory that are the operator's alone", () => {
    ours = join(directory, "new", "shoseki", "known_hosts");
    keepKnownHost({ ours, govc: [] }, HOST, ONE);
    expect(readFileSync(ours, "utf8")).toBe(`${HOST} SHA256:${ONE}\n`);
    const modes = [ours, `${ours}.lock`, join(ours, "..")].map((path) => statSync(path).mode & 0o777);
    expect(modes).toEqual([0o600, 0o600, 0o700]);
  });

  test("leaves everything else as it is, also where the last line has no end", () => {
    writeFileSync(ours, `# mine\r\nvc2.example SHA256:${OTHER}`);
    keepKnownHost({ ours, govc: [] }, HOST, ONE);
    expect(readFileSync(ours, "utf8")).toBe(`# mine\r\nvc2.example SHA256:${OTHER}\n${HOST} SHA256:${ONE}\n`);
  });

  test("takes the place of nothing: what is known by then stands", () => {
    keepKnownHost({ ours, govc: [] }, HOST, ONE);
    keepKnownHost({ ours, govc: [] }, HOST, ONE);
    keepKnownHost({ ours, govc: [] }, HOST, OTHER);
    expect(known()).toEqual([{ thumbprint: ONE, keeper: "shoseki", line: 1 }]);
  });

  test("is not lost among many who write at the same time, and some who take out", async () => {
    const writers = 4;
    const each = 12;
    writeFileSync(ours, `# a comment\ngone.example SHA256:${OTHER}\n`);
    const worker = fileURLToPath(new URL("known-hosts-writer.ts", import.meta.url));
    const run = (n: number) =>
      new Promise<number | null>((resolve, reject) => {
        const child = spawn(process.execPath, ["--import", "tsx", worker, ours, String(n), String(each)], {
          env: { ...process.env, TSX_TSCONFIG_PATH: "test/tsconfig.json" },
          stdio: "inherit",
        });
        child.once("error", reject).once("exit", resolve);
      });
    expect(await Promise.all(Array.from({ length: writers }, (_, n) => run(n)))).toEqual(
      Array(writers).fill(0),
    );
    const names = allKnownHosts({ ours, govc: [] }).map(({ host }) => host);
    const wanted = Array.from({ length: writers }, (_, n) =>
      Array.from({ length: each }, (_, i) => `kept-${n}-${i}.example:443`),
    ).flat();
    expect(names.toSorted()).toEqual(wanted.toSorted());
    expect(readFileSync(ours, "utf8")).toMatch(/^# a comment\n/);
    expect(readdirSync(join(directory, "config")).toSorted()).toEqual(["known_hosts", "known_hosts.lock"]);
  });

  test("where nothing can be written, that is said", () => {
    ours = "/proc/shoseki/known_hosts";
    expect(codeOf(() => keepKnownHost({ ours, govc: [] }, HOST, ONE))).toBe("KNOWN_HOSTS_UNWRITABLE");
  });
});

describe("taking out", () => {
  test("takes every line about the host, however it is written, and leaves the others byte for byte", () => {
    const binary = Buffer.from([0, 255, 13, 10]);
    const before = Buffer.from(`# c\r\nVC1.example SHA256:${ONE}\n`);
    writeFileSync(
      ours,
      Buffer.concat([before, binary, Buffer.from(`${HOST} nonsense\nvc2 SHA256:${OTHER}`)]),
    );
    expect(removeKnownHost(ours, HOST)).toBe(2);
    const after = Buffer.concat([Buffer.from("# c\r\n"), binary, Buffer.from(`vc2 SHA256:${OTHER}`)]);
    expect(readFileSync(ours)).toEqual(after);
    expect(statSync(ours).mode & 0o777).toBe(0o600);
    expect(removeKnownHost(ours, HOST)).toBe(0);
  });

  test("where there is no file nothing is made, and where it is a link that stays one", () => {
    expect(removeKnownHost(ours, HOST)).toBe(0);
    expect(existsSync(ours) || existsSync(`${ours}.lock`)).toBe(false);
    const target = join(directory, "dotfiles");
    writeFileSync(target, `${HOST} SHA256:${ONE}\n`);
    symlinkSync(target, ours);
    keepKnownHost({ ours, govc: [] }, "vc2.example:443", OTHER);
    expect(removeKnownHost(ours, HOST)).toBe(1);
    expect(readFileSync(target, "utf8")).toBe(`vc2.example:443 SHA256:${OTHER}\n`);
  });
});
