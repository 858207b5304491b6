import { keepKnownHost } from "#credentials/known-hosts-keep.js";
import { removeKnownHost } from "#credentials/known-hosts-remove.js";

/** One of several: agrees to as many hosts as it is told, and takes out in between what it and the others find there. */
const [path = "", name = "", count = ""] = process.argv.slice(2);
const thumbprint = Array.from({ length: 32 }, () => "AB").join(":");
const hosts = { ours: path, govc: [] };
for (let i = 0; i < Number(count); i += 1) {
  keepKnownHost(hosts, `kept-${name}-${i}.example:443`, thumbprint);
  keepKnownHost(hosts, "gone.example:443", thumbprint);
  removeKnownHost(path, "gone.example:443");
}
