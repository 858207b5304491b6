import { failure } from "#domain/errors.js";
import { child, type XmlNode } from "#providers/vsphere/xml-reader.js";
import { escapeXml, type Moref, morefElement } from "#providers/vsphere/xml-writer.js";

/**
 * A vim25 request: `<method><_this/>arguments</method>`. The operation id travels as the SOAP header that vCenter
 * writes to its own logs (`opID`).
 */
export function envelope(method: string, self: Moref, args: string, operationId?: string): string {
  const header =
    operationId === undefined
      ? ""
      : `<soapenv:Header><operationID xmlns="urn:vim25">${escapeXml(operationId)}</operationID></soapenv:Header>`;
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
    `${header}<soapenv:Body><${method} xmlns="urn:vim25">${morefElement("_this", self)}${args}</${method}>` +
    "</soapenv:Body></soapenv:Envelope>"
  );
}

/**
 * The `<methodResponse>` of a reply. Throws `SESSION_ENDED` for NotAuthenticated, `SERVER_FAULT` for every other
 * fault, and `REPLY_INVALID` for what is no answer to this method.
 */
export function openEnvelope(root: XmlNode, method: string): XmlNode {
  const content = root.name === "Envelope" ? child(root, "Body")?.children[0] : undefined;
  if (content === undefined)
    throw failure("REPLY_INVALID", { problem: `<${root.name}> is not a SOAP reply` });
  if (content.name === "Fault") throw faultError(content);
  if (content.name !== `${method}Response`) {
    throw failure("REPLY_INVALID", { problem: `${method} was answered by <${content.name}>` });
  }
  return content;
}

function faultError(fault: XmlNode): Error {
  const message = child(fault, "faultstring")?.text.trim() || "no message";
  const detail = child(fault, "detail")?.children[0];
  const name =
    detail?.xsiType ?? detail?.name.replace(/Fault$/, "") ?? child(fault, "faultcode")?.text ?? "Fault";
  if (name === "NotAuthenticated") return failure("SESSION_ENDED", {});
  return failure("SERVER_FAULT", { fault: name, message });
}

/** The fault and message of a LocalizedMethodFault (a task's error). */
export function localizedFault(node: XmlNode): { fault: string; message: string } {
  const fault = child(node, "fault");
  const message = child(node, "localizedMessage")?.text.trim();
  return { fault: fault?.xsiType ?? fault?.name ?? "Fault", message: message || "no message" };
}
