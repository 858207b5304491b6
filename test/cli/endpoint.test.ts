import { expect, test } from "vitest";
import { parseEndpoint } from "#cli/endpoint.js";
import { codeOf } from "../journal/code-of.js";

test.each([
  ["vsphere://vc1.example", "vsphere://vc1.example"],
  ["VSPHERE://ops@VC1.Example:443/", "vsphere://vc1.example"],
  ["vsphere://administrator@vsphere.local@vc1:8443", "vsphere://vc1:8443"],
  ["vsphere://ops@[::1]:8443", "vsphere://[::1]:8443"],
  ["vsphere://ops@サーバ.例え.jp", "vsphere://サーバ.例え.jp"],
])("%s is %s", (text, name) => {
  expect(parseEndpoint(text).name).toBe(name);
});

test.each([
  ["a backslash, which a URL takes for the end of the host", "vsphere://ops@vc1.example\\evil.example:8443"],
  ["a code, which a URL takes for what it stands for", "vsphere://ops@vc1%2eexample"],
  ["a mark that turns the line around", "vsphere://ops@vc1\u202eelpmaxe"],
  ["a zone of this machine's", "vsphere://ops@[fe80::1%25eth0]"],
  ["what is no address", "vsphere://ops@[:::]"],
  ["what no name has", "vsphere://ops@vc1<2>"],
])("no host has %s", (_, text) => {
  expect(codeOf(() => parseEndpoint(text))).toBe("BAD_ENDPOINT");
});
