import type { RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ErrorCode } from "#domain/errors.js";
import { startVcsim, type Vcsim } from "../rigs/vcsim.js";
import { onVcsim } from "./on-vcsim.js";
import { OperatorHome } from "./shoseki.js";
import { type StrangeServer, startHttps, startTcp } from "./strange-server.js";
import { expectHonest } from "./vsphere-site.js";

const PASSWORD = "s3cret-Passw0rd";

const saying =
  (status: number, type: string, body: string, headers = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": type, ...headers }).end(body);
  };

/** Writes for as long as anybody reads. */
function pour(response: ServerResponse, start: string, more: string): void {
  response.writeHead(200, { "content-type": "text/xml" });
  response.write(start);
  const go = (): void => {
    while (!response.destroyed && response.write(more));
    if (!response.destroyed) response.once("drain", go);
  };
  go();
}

const endless =
  (start: string, more: string): RequestListener =>
  (_request, response) =>
    pour(response, start, more.repeat(Math.ceil(65_536 / more.length)));

const versions = (...names: string[]): string =>
  `<namespaces version="1.0"><namespace><name>urn:vim25</name><version>${names[0]}</version><priorVersions>` +
  `${names.map((name) => `<version>${name}</version>`).join("")}</priorVersions></namespace></namespaces>`;

const HTTPS: readonly (readonly [string, RequestListener, ErrorCode])[] = [
  ["a web site", saying(200, "text/html", "<!DOCTYPE html><html><body>Welcome</body></html>"), "NOT_VSPHERE"],
  ["a web site in XHTML", saying(200, "text/html", "<html><body>Welcome</body></html>"), "NOT_VSPHERE"],
  ["a JSON service", saying(200, "application/json", '{"hello":"world"}'), "NOT_VSPHERE"],
  ["a 404", saying(404, "text/plain", "Not found"), "NOT_VSPHERE"],
  ["a 404 that lists the versions", saying(404, "text/xml", versions("8.0.3.0")), "NOT_VSPHERE"],
  ["a redirect", saying(302, "text/html", "", { location: "https://127.0.0.1:1/" }), "NOT_VSPHERE"],
  ["a gateway whose server is away", saying(503, "text/html", "<html>503</html>"), "NOT_VSPHERE"],
  ["nothing at all", saying(204, "text/xml", ""), "NOT_VSPHERE"],
  [
    "another SOAP service",
    saying(200, "text/xml", "<e:Envelope xmlns:e='x'><e:Body/></e:Envelope>"),
    "NOT_VSPHERE",
  ],
  [
    "versions, but no vim25",
    saying(200, "text/xml", "<namespaces><namespace><name>urn:pbm</name></namespace></namespaces>"),
    "NOT_VSPHERE",
  ],
  [
    "versions without a version",
    saying(200, "text/xml", "<namespaces><namespace><name>urn:vim25</name></namespace></namespaces>"),
    "VERSION_UNSUPPORTED",
  ],
  ["vSphere 5.5", saying(200, "text/xml", versions("5.5", "5.1", "5.0")), "VERSION_UNSUPPORTED"],
  ["versions, and the same to every call", saying(200, "text/xml", versions("8.0.3.0")), "NOT_VSPHERE"],
  [
    "an entity bomb",
    saying(200, "text/xml", '<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><b>&b;</b>'),
    "NOT_VSPHERE",
  ],
  [
    "a document that asks for a file",
    saying(200, "text/xml", '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/hostname">]><b>&a;</b>'),
    "NOT_VSPHERE",
  ],
  ["an entity that nobody declared", saying(200, "text/xml", "<b>&lol;</b>"), "NOT_VSPHERE"],
  [
    "Latin-1 that says it is",
    saying(200, "text/xml", '<?xml version="1.0" encoding="ISO-8859-1"?><b>\u00e9</b>'),
    "NOT_VSPHERE",
  ],
  ["nesting without end", endless("<a>", "<b>"), "NOT_VSPHERE"],
  ["elements without end", endless("<a>", "<b/>"), "NOT_VSPHERE"],
  ["one text without end", endless("<a>", "x"), "NOT_VSPHERE"],
  ["one attribute without end", endless('<a b="', "x"), "NOT_VSPHERE"],
  ["one comment without end", endless("<a><!--", "x"), "NOT_VSPHERE"],
  ["one name without end", endless("<", "x"), "NOT_VSPHERE"],
  ["attributes without end", endless("<a ", 'b="" '), "NOT_VSPHERE"],
  [
    "a header and nothing after it",
    (_request, response) => void response.writeHead(200).flushHeaders(),
    "UNREACHABLE",
  ],
  ["a request that it never answers", () => undefined, "UNREACHABLE"],
  ["a connection that it closes", (request) => void request.socket.destroy(), "UNREACHABLE"],
];

const TCP: readonly (readonly [string, (socket: Socket) => void])[] = [
  ["a mail server", (socket) => void socket.write("220 mail.example ESMTP\r\n")],
  [
    "a plain HTTP server",
    (socket) => void socket.end("HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n"),
  ],
  ["a server that closes at once", (socket) => void socket.destroy()],
  ["a server that says nothing", () => undefined],
];

onVcsim("a server that is no vSphere", () => {
  let vcsim: Vcsim;
  beforeAll(async () => {
    vcsim = await startVcsim({ vms: 1 });
  });
  afterAll(() => vcsim.stop());

  const expectNoSession = async ({ endpoint }: { endpoint: string }, code: ErrorCode, timeout = "2") => {
    using home = new OperatorHome();
    const args = ["exec", endpoint, "vms", "--thumbprint", vcsim.thumbprint, "--timeout", timeout];
    const env = { SHOSEKI_PASSWORD: PASSWORD, NODE_OPTIONS: "--max-old-space-size=512" };
    const ran = expectHonest(home, await home.run(args, { env }), PASSWORD);
    expect(ran.code, ran.err).toBe(3);
    expect(ran.out).toBe("");
    expect(ran.err).toMatch(new RegExp(`^${code}: `, "m"));
    expect(ran.err).toContain("No session was opened, and no password was sent.");
    expect(home.entries().slice(1)).toMatchObject([
      { phase: "intent", OPR: "Login" },
      { phase: "outcome", OPR: "Login", BEF: {}, AFT: {}, RST: { status: "NG", code } },
    ]);
  };

  describe("HTTPS, with a certificate that is trusted", () => {
    test.each(HTTPS)("%s", async (what, answer, code) => {
      const requests: string[] = [];
      await using server: StrangeServer = await startHttps(vcsim, (request, response) => {
        request.on("data", (chunk) => requests.push(String(chunk)));
        answer(request, response);
      });
      await expectNoSession(server, code, what.endsWith("without end") ? "60" : "2");
      expect(requests.join("")).not.toContain(PASSWORD);
    });
  });

  describe("no TLS at all", () => {
    test.each(TCP)("%s", async (_what, greet) => {
      await using server = await startTcp(greet);
      await expectNoSession(server, "UNREACHABLE");
    });

    test("nobody listens", async () => {
      const server = await startTcp(() => undefined);
      await server[Symbol.asyncDispose]();
      await expectNoSession(server, "UNREACHABLE");
    });

    test("a name that does not exist", async () => {
      await expectNoSession({ endpoint: "vsphere://operator@no-such-host.invalid" }, "UNREACHABLE", "20");
    });
  });
});
