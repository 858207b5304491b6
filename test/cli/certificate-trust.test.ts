import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { certificateTrust, type SaidTrust } from "#cli/certificate-trust.js";
import { parseEndpoint } from "#cli/endpoint.js";
import type { Setting } from "#cli/io.js";
import type { VsphereEndpoint } from "#domain/endpoint.js";
import { ShosekiError } from "#domain/errors.js";
import type { Catalogue } from "#messages/catalogue.js";
import { en } from "#messages/en.js";
import { ja } from "#messages/ja.js";
import { makeCertificate } from "../rigs/certificates.js";
import { TlsServer } from "../rigs/tls-server.js";
import { startMuteServer } from "../stories/mute-server.js";
import { OperatorHome } from "../stories/shoseki.js";
import { fakeIo } from "./fake-io.js";

const shown = makeCertificate();
const renewed = makeCertificate();

let home: OperatorHome;
let server: TlsServer;
/** What was asked, and what the operator answers. */
let asked: string[];

beforeEach(async () => {
  home = new OperatorHome();
  server = await TlsServer.start(shown);
  asked = [];
});
afterEach(async () => {
  await server[Symbol.asyncDispose]();
  home[Symbol.dispose]();
});

const path = () => join(home.directory, ".config/shoseki/known_hosts");
const place = () => `127.0.0.1:${server.port}`;
const endpoint = (text = `vsphere://ops@${place()}`) => parseEndpoint(text) as VsphereEndpoint;
const readKnown = () => readFileSync(path(), "utf8");
function writeKnown(text: string): void {
  mkdirSync(dirname(path()), { recursive: true });
  writeFileSync(path(), text);
}

function at(answer: string | null, { terminal = true, catalogue = en as Catalogue } = {}): Setting {
  const fake = fakeIo(home, async function* () {});
  const askLine = async (question: string) => {
    asked.push(question);
    return answer;
  };
  return { io: { ...fake.io, canAsk: terminal, askLine }, catalogue, json: false };
}

async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return await work.then(
    () => null,
    (error: unknown) => (error instanceof ShosekiError ? error.code : String(error)),
  );
}

describe("at a terminal, a server that nobody vouches for", () => {
  test("is shown and asked about; what is agreed to is kept, and is not asked again", async () => {
    const trust = await certificateTrust(at("yes"), endpoint(), {});
    expect(trust).toMatchObject({ by: "known" });
    expect(readKnown()).toBe(`${place()} SHA256:${shown.thumbprint}\n`);
    expect("known" in trust && trust.known?.()).toEqual([
      { algorithm: "SHA-256", thumbprint: shown.thumbprint, keeper: "shoseki", file: path(), line: 1 },
    ]);
    const [question = ""] = asked;
    for (const part of [`vsphere://${place()}`, "self-signed", "CN=vc1.example, O=The Lab", path()]) {
      expect(question).toContain(part);
    }
    expect(question.replaceAll(/\n\s+/g, ":")).toContain(shown.thumbprint);
    expect(question).toMatch(/Valid +\d{4}-\d\d-\d\d \d\d:\d\d UTC until \d{4}-/);
    expect(await certificateTrust(at("no"), endpoint(), {})).toMatchObject({ by: "system" });
    expect(asked).toHaveLength(1);
    expect(server.requests).toEqual([]);
  });

  test.each(["", "y", "ye", "no", "yes please", "はい", null])(
    "%j is no agreement: nothing is kept",
    async (answer) => {
      expect(await codeOf(certificateTrust(at(answer), endpoint(), {}))).toBe("CERTIFICATE_UNTRUSTED");
      expect(() => readKnown()).toThrow("ENOENT");
    },
  );

  test.each(["yes", " YES ", "はい"])("in Japanese, %j is one", async (answer) => {
    await certificateTrust(at(answer, { catalogue: ja }), endpoint(), {});
    expect(readKnown()).toContain(shown.thumbprint);
    expect(asked[0]).toContain("自己署名証明書です");
  });

  test("every reason against it is said in words", async () => {
    const wrong = { names: ["other.example"], from: "20200101000000Z", until: "20210101000000Z" };
    server.show(makeCertificate(wrong));
    await codeOf(certificateTrust(at(null), endpoint(), {}));
    await codeOf(certificateTrust(at(null, { catalogue: ja }), endpoint(), {}));
    expect(asked[0]).toContain(
      "  - it is self-signed\n  - it has expired\n  - it was issued for another host name\n",
    );
    expect(asked[1]).toContain("・有効期限が切れています\n  ・別のホスト名に対して発行されています\n");
  });

  test("no name of the certificate's writes on the terminal", async () => {
    server.show(makeCertificate({ subject: "/CN=\u001b[2Jvc1\u202e" }));
    await codeOf(certificateTrust(at(null), endpoint(), {}));
    expect(asked[0]).toContain("\\u{1b}[2Jvc1\\u{202e}");
    for (const mark of ["\u001b", "\u202e"]) expect(asked[0]).not.toContain(mark);
  });

  test("another process agrees to another certificate meanwhile: what stands there counts", async () => {
    const setting = at("yes");
    const slow = {
      ...setting.io,
      askLine: async () => {
        writeKnown(`${place()} SHA256:${renewed.thumbprint}\n`);
        return "yes";
      },
    };
    const trust = await certificateTrust({ ...setting, io: slow }, endpoint(), {});
    expect("known" in trust && trust.known?.().map(({ thumbprint }) => thumbprint)).toEqual([
      renewed.thumbprint,
    ]);
  });

  test("a file that cannot be read, or be written", async () => {
    writeKnown(`${place()} no thumbprint\n`);
    expect(await codeOf(certificateTrust(at("yes"), endpoint(), {}))).toBe("FILE_UNREADABLE");
    const { io, ...rest } = at("yes");
    const nowhere = { ...rest, io: { ...io, env: { ...io.env, XDG_CONFIG_HOME: "/proc/nowhere" } } };
    expect(await codeOf(certificateTrust(nowhere, endpoint(), {}))).toBe("KNOWN_HOSTS_UNWRITABLE");
    expect(asked).toHaveLength(1);
  });

  test("one that is not there is left to the Login, and one that is silent to the operator", async () => {
    expect(await certificateTrust(at("yes"), endpoint("vsphere://ops@127.0.0.1:1"), {})).toMatchObject({
      by: "system",
    });
    await using mute = await startMuteServer();
    const fake = fakeIo(home, async function* () {});
    const setting = { io: { ...fake.io, canAsk: true }, catalogue: en, json: false };
    const trust = certificateTrust(setting, endpoint(mute.endpoint), {});
    await mute.met;
    fake.signal();
    expect(await codeOf(trust)).toBe("STOPPED_BY_OPERATOR");
  });
});

test("without a terminal nobody is met or asked, and what is known is looked up at each Login", async () => {
  const trust = await certificateTrust(at(null, { terminal: false }), endpoint(), {});
  expect(trust).toMatchObject({ by: "system" });
  expect(server.connections).toBe(0);
  if (!("known" in trust)) throw new Error("nothing is looked up");
  expect(trust.known?.()).toEqual([]);
  writeKnown(`${place()} SHA256:${shown.thumbprint}\n`);
  expect(trust.known?.()).toHaveLength(1);
});

test.each<[SaidTrust, object]>([
  [{ ca: "ca.pem" }, { by: "ca", file: "ca.pem" }],
  [
    { thumbprint: `SHA256:${shown.thumbprint}` },
    { by: "thumbprint", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
  ],
  [{ insecure: true }, { by: "insecure" }],
])("what is said explicitly is not asked about: %j", async (said, trust) => {
  expect(await certificateTrust(at("yes"), endpoint(), said)).toEqual(trust);
  expect(asked).toEqual([]);
  expect(server.connections).toBe(0);
});

test("two ways at once, or a thumbprint that is none, are bad usage", async () => {
  expect(await codeOf(certificateTrust(at("yes"), endpoint(), { ca: "a", insecure: true }))).toBe("USAGE");
  expect(await codeOf(certificateTrust(at("yes"), endpoint(), { thumbprint: "AB:CD" }))).toBe("USAGE");
});
