import { describe, expect, test } from "vitest";
import { envelope, localizedFault, openEnvelope } from "#providers/vsphere/soap-envelope.js";
import { need, readXml } from "#providers/vsphere/xml-reader.js";
import { chunksOf } from "./bytes.js";

const parse = (text: string) => readXml(chunksOf(text, 512));
const opened = async (text: string, method = "PowerOnVM_Task") => openEnvelope(await parse(text), method);

/** What the server answers, under prefixes that are its own choice. */
const reply = (body: string, soap = "soapenv", xsi = "xsi"): string =>
  `<?xml version="1.0"?><${soap}:Envelope xmlns:${soap}="http://schemas.xmlsoap.org/soap/envelope/"` +
  ` xmlns:${xsi}="http://www.w3.org/2001/XMLSchema-instance"><${soap}:Body>${body}</${soap}:Body></${soap}:Envelope>`;

describe("a request", () => {
  test("is what was asked, with every text escaped", async () => {
    const text = envelope("Rename_Task", { type: 'V"M', id: "vm-<1>" }, "<newName>x</newName>", "id<&>");
    const root = await parse(text);
    const call = need(need(root, "Body"), "Rename_Task");
    expect(need(call, "_this")).toMatchObject({ type: 'V"M', text: "vm-<1>" });
    expect(need(need(root, "Header"), "operationID").text).toBe("id<&>");
  });

  test("has no header without an operation id", async () => {
    expect(envelope("Logout", { type: "SessionManager", id: "s" }, "")).not.toContain("Header");
  });
});

describe("an answer", () => {
  test("is the element named for the method", async () => {
    const answer = await opened(
      reply(
        '<PowerOnVM_TaskResponse xmlns="urn:vim25"><returnval type="Task">task-1</returnval></PowerOnVM_TaskResponse>',
      ),
    );
    expect(need(answer, "returnval")).toMatchObject({ type: "Task", text: "task-1" });
  });

  test("may come after a header, and under any prefix", async () => {
    const text = reply("<v:LogoutResponse xmlns:v='urn:vim25'/>", "S").replace(
      "<S:Body>",
      "<S:Header/><S:Body>",
    );
    expect((await opened(text, "Logout")).name).toBe("LogoutResponse");
  });

  test.each([
    ["another method's", reply("<LogoutResponse/>")],
    ["an empty body", reply("")],
    ["no envelope", "<html><body/></html>"],
    ["an envelope without a body", "<Envelope/>"],
  ])("%s is none", async (_what, text) => {
    await expect(opened(text)).rejects.toMatchObject({ code: "REPLY_INVALID" });
  });
});

describe("a fault", () => {
  const fault = (detail: string, text = "It is not allowed.") =>
    `<faultcode>ServerFaultCode</faultcode><faultstring>${text}</faultstring>${detail}`;

  test.each([
    ["soapenv", "xsi"],
    ["SOAP-ENV", "_XMLSchema-instance"],
    ["s", "type"],
  ])("under the prefixes %s and %s has its type's name and its words", async (soap, xsi) => {
    const detail = `<detail><InvalidPowerStateFault xmlns="urn:vim25" ${xsi}:type="InvalidPowerState"/></detail>`;
    const text = reply(`<${soap}:Fault>${fault(detail)}</${soap}:Fault>`, soap, xsi);
    await expect(opened(text)).rejects.toMatchObject({
      problem: { code: "SERVER_FAULT", facts: { fault: "InvalidPowerState", message: "It is not allowed." } },
    });
  });

  test.each([
    ["its element's name, where it has no type", "<detail><NoPermissionFault/></detail>", "NoPermission"],
    [
      "its type with a prefix",
      "<detail><x xmlns:v='urn:vim25' xsi:type='v:NoPermission'/></detail>",
      "NoPermission",
    ],
    ["its code, where it has no detail", "", "ServerFaultCode"],
    ["its code, where the detail is empty", "<detail/>", "ServerFaultCode"],
  ])("is known by %s", async (_what, detail, name) => {
    await expect(opened(reply(`<soapenv:Fault>${fault(detail)}</soapenv:Fault>`))).rejects.toMatchObject({
      problem: { facts: { fault: name } },
    });
  });

  test("without a word says so", async () => {
    await expect(opened(reply("<soapenv:Fault/>"))).rejects.toMatchObject({
      problem: { code: "SERVER_FAULT", facts: { fault: "Fault", message: "no message" } },
    });
  });

  test("NotAuthenticated means that the session has ended", async () => {
    const detail = '<detail><NotAuthenticatedFault xsi:type="NotAuthenticated"/></detail>';
    await expect(opened(reply(`<soapenv:Fault>${fault(detail)}</soapenv:Fault>`))).rejects.toMatchObject({
      code: "SESSION_ENDED",
    });
  });

  test("of a task is a type and a message", async () => {
    const error = await parse(
      '<error xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><fault xsi:type="NoDiskSpace"/><localizedMessage> full </localizedMessage></error>',
    );
    expect(localizedFault(error)).toEqual({ fault: "NoDiskSpace", message: "full" });
    expect(localizedFault(await parse("<error/>"))).toEqual({ fault: "Fault", message: "no message" });
  });
});
