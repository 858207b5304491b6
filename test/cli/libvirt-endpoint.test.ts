import { expect, test } from "vitest";
import { parseEndpoint } from "#cli/endpoint.js";
import type { LibvirtEndpoint } from "#domain/endpoint.js";
import { ShosekiError } from "#domain/errors.js";

function libvirt(text: string): LibvirtEndpoint {
  const endpoint = parseEndpoint(text);
  if (endpoint.platform !== "libvirt") throw new Error(`${text} is of ${endpoint.platform}`);
  return endpoint;
}

function problemOf(text: string): string {
  try {
    parseEndpoint(text);
  } catch (error) {
    if (error instanceof ShosekiError && error.problem.code === "BAD_ENDPOINT") {
      const { text: shown, problem } = error.problem.facts;
      return `${shown}: ${problem}`;
    }
    throw error;
  }
  throw new Error(`${text} was taken`);
}

test.each([
  ["qemu:///system", "qemu:///system"],
  ["QEMU:///session", "qemu:///session"],
  ["qemu+unix:///system", "qemu:///system"],
  ["qemu+unix:///system?socket=/run/other/libvirt-sock", "qemu:///system?socket=/run/other/libvirt-sock"],
  ["qemu:///system?mode=legacy", "qemu:///system"],
  ["qemu+ssh://root@Kvm1.example/system", "qemu+ssh://Kvm1.example/system"],
  ["qemu+ssh://root@kvm1:22/system?keyfile=/k/id", "qemu+ssh://kvm1:22/system"],
  ["qemu+ssh://ops@corp@kvm1/system?name=qemu:///session", "qemu+ssh://kvm1/system?name=qemu:///session"],
  ["qemu+ssh://CORP%5Cops.1-2_x@kvm_1.example/system?no_tty=1", "qemu+ssh://kvm_1.example/system"],
  ["qemu+ssh://[2001:db8::1]:2222/system", "qemu+ssh://[2001:db8::1]:2222/system"],
  ["qemu+tls://KVM1.example:16514/system", "qemu+tls://kvm1.example/system"],
  ["qemu://kvm1.example/system", "qemu+tls://kvm1.example/system"],
  ["qemu+tls://kvm1:7000/system?pkipath=/p", "qemu+tls://kvm1:7000/system"],
  ["xen+tcp://127.0.0.1:40123/system", "xen+tcp://127.0.0.1:40123/system"],
  ["xen:///system", "xen:///system"],
  ["test:///default", "test:///default"],
  ["test:///etc/lab/world.xml", "test:///etc/lab/world.xml"],
])("entries name %s as %s", (text, name) => {
  expect(libvirt(text).name).toBe(name);
  // What an entry names leads to the same server again.
  expect(libvirt(name).name).toBe(name);
});

test("all that leads to a server over ssh is kept", () => {
  expect(libvirt("qemu+ssh://ops%40corp@[::1]:2222/system?keyfile=/k/a%20b&netcat=ncat")).toEqual({
    platform: "libvirt",
    driver: "qemu",
    transport: "ssh",
    user: "ops@corp",
    host: "::1",
    port: 2222,
    path: "/system",
    query: { keyfile: "/k/a b", netcat: "ncat" },
    name: "qemu+ssh://[::1]:2222/system",
  });
});

test("the usual port and the host's case make no other server of it", () => {
  expect(libvirt("qemu+tls://KVM1:16514/system")).toMatchObject({ host: "kvm1", port: null, user: null });
  expect(libvirt("qemu:///system")).toMatchObject({ transport: "unix", host: null, port: null, query: {} });
});

test.each([
  ["qemu+ssh://root:secret@kvm1/system", /^qemu\+ssh:\/\/root:\*\*\*@kvm1\/system: a password is not taken/],
  [
    "qemu+ssh://root%3Asecret@kvm1/system",
    /^qemu\+ssh:\/\/root:\*\*\*@kvm1\/system: a password is not taken/,
  ],
  ["qemu+tls://root@kvm1/system", /only ssh takes a user/],
  ["qemu+ssh://@kvm1/system", /the user before @ is empty/],
  ["qemu+ssh:///system", /ssh needs a host/],
  ["qemu+ssh://root@/system", /nothing is not host or host:port/],
  ["qemu+unix://kvm1/system", /no host stands before the path/],
  ["qemu+libssh2://kvm1/system", /libssh2 is no way .* unix, ssh, tls, tcp/],
  ["qemu+ext://kvm1/system?command=nc", /ext is no way/],
  ["qemu:///", /qemu takes \/system or \/session/],
  ["qemu:///system/", /qemu takes \/system or \/session/],
  ["qemu+ssh://kvm1", /qemu takes \/system or \/session/],
  ["xen:///session", /xen takes \/system/],
  ["test:///", /test takes \/default or a file/],
  ["qemu+ssh://-oProxyCommand=evil/system", /is not host or host:port/],
  ["qemu+ssh://kvm1%2eexample/system", /is not host or host:port/],
  ["qemu+ssh://kvm1:0/system", /0 is no port/],
  ["qemu+ssh://kvm1:70000/system", /70000 is no port/],
  ["qemu+ssh://kvm1/system#x", /behind a #/],
  ["qemu+ssh://kvm1/system?keyfile=/a b", /blanks or control characters/],
  ["qemu+ssh://kvm\u202e1/system", /blanks or control characters/],
  ["qemu+tls://kvm1/system?no_verify=1", /no_verify is not heeded here with tls/],
  ["qemu+ssh://kvm1/system?command=evil", /command is not heeded here with ssh/],
  ["qemu:///system?socket", /key=value .* not socket/],
  ["qemu:///system?", /not nothing/],
  ["qemu:///system?socket=", /not socket=/],
  ["qemu:///system?socket=run/s", /socket takes an absolute path/],
  ["qemu:///system?socket=/a&socket=/b", /a second time/],
  ["qemu:///system?socket=/a%zz", /stands for nothing/],
  ["qemu:///system?socket=/a%00", /stands for nothing/],
  ["qemu:///system?mode=any", /mode takes auto, direct, legacy/],
  ["qemu+ssh://kvm1/system?name=xen:///system", /what the server itself opens, qemu:\/\/\//],
  [
    "qemu:///system?name=qemu://root:secret@kvm2/system",
    /^qemu:\/\/\/system\?name=qemu:\*\*\*@kvm2\/system: name is what the server itself opens/,
  ],
  ["qemu:///system?name=qemu%3A%2F%2Froot%3Asecret%40kvm2/system", /what the server itself opens/],
  ["qemu:///system?name=qemu://kvm2/system", /without a host/],
  ["qemu:///system?name=qemu%2Btcp:///system", /without a host/],
  ["qemu:///system?name=qemu:////system", /without a host/],
  ["qemu+ssh://$(id)/system", /is not host or host:port|the host has characters/],
  ["qemu+ssh://a;b/system", /the host has characters that a shell/],
  ["qemu+ssh://`id`/system", /is not host or host:port|the host has characters/],
  ["qemu+ssh://u$(id)@kvm1/system", /the user has characters that a shell/],
  ["qemu+ssh://u%3Bid@kvm1/system", /the user has characters that a shell/],
  ["qemu+ssh://u%20id@kvm1/system", /the user has characters that a shell/],
  ["qemu+ssh://-oProxyCommand=evil@kvm1/system", /the user has characters that a shell/],
  ["qemu+ssh://%2doProxyCommand@kvm1/system", /the user has characters that a shell/],
  ["qemu+ssh://kvm1/system?no_tty=0", /no_tty takes 1, not 0/],
  ["qemu+tcp://kvm1/system", /tcp encrypts nothing/],
  ["esx://h/", /begins with none of vsphere:\/\//],
])("%s is no endpoint, and it says why", (text, problem) => {
  expect(problemOf(text)).toMatch(problem);
  expect(problemOf(text)).not.toContain("secret");
});
