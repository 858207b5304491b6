import { Agent, request } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AnchorLog } from "#providers/anchor-log.js";
import type { ProviderSession } from "#providers/contract.js";
import { openVsphere } from "#providers/vsphere/open.js";
import { envelope } from "#providers/vsphere/soap-envelope.js";
import { need, readXml, textOf } from "#providers/vsphere/xml-reader.js";
import { type Moref, morefElement, textElement } from "#providers/vsphere/xml-writer.js";
import type { ProxyAction } from "../../rigs/proxy-action.js";
import { type SoapProxy, startSoapProxy } from "../../rigs/soap-proxy.js";
import { startVcsim, type Vcsim } from "../../rigs/vcsim.js";
import { onVcsim } from "../../stories/on-vcsim.js";
import { chunksOf } from "./bytes.js";

onVcsim("anchors in a vCenter's event log", () => {
  let vcsim: Vcsim;
  let proxy: SoapProxy;
  let session: ProviderSession;
  let anchors: AnchorLog;

  beforeAll(async () => {
    vcsim = await startVcsim({ vms: 2 });
    proxy = await startSoapProxy(vcsim);
    const { host, port } = proxy;
    session = await openVsphere({
      endpoint: { platform: "vsphere", host, port, user: null, name: `vsphere://${host}:${port}` },
      credentials: { user: vcsim.user, password: vcsim.password },
      trust: { by: "thumbprint", sha256: vcsim.thumbprint.replaceAll(":", "").toLowerCase() },
      timeoutMs: 2_000,
    });
    if (session.anchors === undefined) throw new Error("there are no anchors");
    anchors = session.anchors;
    proxy.resetCalls();
  });
  afterEach(async () => {
    proxy.reset();
    await vcsim.reset();
    proxy.resetCalls();
  });
  afterAll(async () => {
    await session.close();
    await proxy.close();
    await vcsim.stop();
  });

  const methods = () => proxy.calls().map(({ method }) => method);
  const texts = async () => (await anchors.read()).map(({ text }) => text);

  test("writing is one call, under the entry's id; govc reads it as a vCenter tells it", async () => {
    await anchors.write("seen by others\n\n— with two lines\n", { operationId: "entry-1" });
    expect(proxy.calls()).toMatchObject([{ method: "LogUserEvent", operationId: "entry-1" }]);
    expect(await vcsim.govcJson(["events", "-type", "GeneralUserEvent", "/"])).toMatchObject({
      category: "user",
      message: "User logged event: seen by others\n\n— with two lines",
    });
  });

  test("the time is the server's", async () => {
    await vcsim.setClockSkew(-86_400_000);
    const before = Date.now();
    await anchors.write("a day behind");
    const { at, text } = (await anchors.read()).at(-1)!;
    expect(text).toBe("a day behind");
    expect(at + 86_400_000).toBeGreaterThanOrEqual(before);
    expect(at + 86_400_000).toBeLessThanOrEqual(Date.now());
  });

  test("reading is a collector, its pages to the empty one, and the end of the collector", async () => {
    const known = (await texts()).length;
    for (let nth = 0; nth < 300; nth++) await anchors.write(`page ${nth}`);
    proxy.resetCalls();
    expect(await texts()).toHaveLength(known + 300);
    const read = ["ReadNextEvents", "ReadNextEvents", "ReadNextEvents"];
    expect(methods()).toEqual(["CreateCollectorForEvents", ...read, "DestroyCollector"]);
  });

  describe("a connection that is cut while a text is written", () => {
    test.each<[string, ProxyAction, string, boolean]>([
      ["when the server has answered", { kind: "resetAfterForward" }, "CONNECTION_LOST", true],
      ["before the server has heard of it", { kind: "resetBeforeForward" }, "CONNECTION_LOST", false],
      ["half-way through the answer", { kind: "truncateReply", how: "framed" }, "REPLY_INVALID", true],
      ["and stays open without an answer", { kind: "dropReply" }, "REPLY_TIMEOUT", true],
    ])("%s: nobody knows, and it is not written again", async (what, action, code, logged) => {
      proxy.on("LogUserEvent", action);
      await expect(anchors.write(what)).rejects.toMatchObject({ code });
      expect(methods()).toEqual(["LogUserEvent"]);
      expect((await texts()).filter((text) => text === what)).toEqual(logged ? [what] : []);
    });
  });

  test("a page lost while reading is an error, and no gap", async () => {
    const known = await texts();
    proxy.on("ReadNextEvents", { kind: "resetAfterForward" });
    await expect(anchors.read()).rejects.toMatchObject({ code: "CONNECTION_LOST" });
    expect(methods().at(-1)).toBe("DestroyCollector");
    expect(await texts()).toEqual(known);
  });

  describe("another client of the server", () => {
    const manager = { type: "EventManager", id: "EventManager" };
    let agent: Agent;
    let cookie = "";

    const say = async (method: string, self: Moref, args: string): Promise<string> => {
      const { body, headers } = await request(`https://${vcsim.host}:${vcsim.port}/sdk`, {
        ...{ method: "POST", dispatcher: agent, body: envelope(method, self, args) },
        headers: { "content-type": "text/xml; charset=utf-8", soapaction: '"urn:vim25/8.0.3.0"', cookie },
      });
      cookie = String(headers["set-cookie"] ?? cookie).split(";")[0] ?? "";
      return await body.text();
    };
    const log = async (on: Moref): Promise<string> => {
      const args = morefElement("entity", on) + textElement("msg", `on ${on.id}`);
      return /<detail>.*?:type="(\w+)"/.exec(await say("LogUserEvent", manager, args))?.[1] ?? "taken";
    };
    const idsOf = async (kind: string): Promise<Moref[]> =>
      (await vcsim.govc(["find", "-i", "/", "-type", kind])).trim().split("\n").map(morefOf);

    beforeAll(async () => {
      agent = new Agent({ connect: { ca: vcsim.caPem } });
      const login = textElement("userName", vcsim.user) + textElement("password", vcsim.password);
      await say("Login", { type: "SessionManager", id: "SessionManager" }, login);
    });
    afterAll(async () => {
      await agent.close();
    });

    test("logs on what has events of its own, not on a folder, pool or datastore", async () => {
      const taken: string[] = [];
      for (const kind of ["m", "h", "d", "c", "r"]) {
        for (const on of await idsOf(kind)) {
          expect(await log(on), `${on.type}:${on.id}`).toBe("taken");
          taken.push(`on ${on.id}`);
        }
      }
      for (const kind of ["f", "p", "s"]) {
        for (const on of (await idsOf(kind)).filter(({ id }) => id !== "group-d1")) {
          expect(await log(on), `${on.type}:${on.id}`).toBe("InvalidArgument");
        }
      }
      expect(await log({ type: "HostSystem", id: "host-none" })).toBe("ManagedObjectNotFound");
      expect(taken.length).toBeGreaterThan(8);
      expect((await texts()).slice(-taken.length)).toEqual(taken);
    });

    test("finds the text by QueryEvents, as it was said and as it is shown", async () => {
      await anchors.write("one\ntwo");
      const filter = "<filter><eventTypeId>GeneralUserEvent</eventTypeId><maxCount>1</maxCount></filter>";
      const answer = await readXml(chunksOf(await say("QueryEvents", manager, filter), 4096));
      const event = need(need(need(answer, "Body"), "QueryEventsResponse"), "returnval");
      expect(event.children.map(({ name }) => name)).toEqual([
        ...["key", "chainId", "createdTime", "userName", "fullFormattedMessage", "message", "entity"],
      ]);
      expect(textOf(event, "userName")).toBe(vcsim.userName);
      expect(textOf(event, "fullFormattedMessage")).toBe("User logged event: one\ntwo");
      expect(textOf(event, "message")).toBe("one\ntwo");
      expect(textOf(need(event, "entity"), "entity")).toBe("group-d1");
    });
  });

  // The last one: there is no session after it.
  test("a session that has ended is said to have, and nothing is logged", async () => {
    await vcsim.endSessions();
    proxy.resetCalls();
    await expect(anchors.write("too late")).rejects.toMatchObject({ code: "SESSION_ENDED" });
    expect(methods()).toEqual(["LogUserEvent"]);
    expect(await vcsim.govc(["events", "-n", "1000", "-type", "GeneralUserEvent", "/"])).not.toContain(
      "too late",
    );
  });
});

/** `HostSystem:host-21`. */
function morefOf(text: string): Moref {
  const [type = "", id = ""] = text.split(":");
  return { type, id };
}
