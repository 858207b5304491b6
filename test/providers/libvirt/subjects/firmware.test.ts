import { expect, test } from "vitest";
import { firmwareOf } from "#providers/libvirt/subjects/firmware.js";
import { parseXml } from "#providers/libvirt/xml/document.js";

const firmware = (os: string, devices = "") =>
  firmwareOf(parseXml(`<domain><os>${os}</os><devices>${devices}</devices></domain>`, "domain").root);

test("variables are told by their file, however libvirt puts it, and a TPM where the host emulates one", () => {
  const file = "/var/lib/libvirt/qemu/nvram/web.fd";
  const variables = { variables: file, tpm: false, tpmStays: false };
  expect(firmware(`<nvram template='/usr/share/vars.fd'>${file}</nvram>`)).toEqual(variables);
  expect(firmware(`<nvram type='file'>\n  <source file='${file}'/>\n</nvram>`)).toEqual(variables);
  const tpm = (backend: string) => firmware("", `<tpm model='tpm-crb'>${backend}</tpm>`);
  expect(tpm("<backend type='emulator' version='2.0'/>")).toEqual({
    variables: null,
    tpm: true,
    tpmStays: false,
  });
  expect(tpm("<backend type='emulator' persistent_state='yes'/>")).toMatchObject({ tpmStays: true });
  expect(tpm("<backend type='passthrough'><device path='/dev/tpm0'/></backend>")).toBeNull();
  expect(firmware("<type>hvm</type>")).toBeNull();
});
