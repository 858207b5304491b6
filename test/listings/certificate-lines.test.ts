import { expect, test } from "vitest";
import { certificateLines } from "#listings/certificate-lines.js";
import { en } from "#messages/en.js";

const certificate = {
  subject: "CN=vc1.example",
  issuer: "CN=CA",
  from: "Jan  5 00:00:00 2026 GMT",
  until: "Jan  5 00:00:00 2027 GMT",
  thumbprint: Array.from({ length: 32 }, () => "AB").join(":"),
};

test("what a server calls itself does not hide, or imitate, what is to be compared", () => {
  const fake = `CN=${" ".repeat(75)}SHA-256  ${certificate.thumbprint}\n  SHA-256\t${"\u001b[2J".repeat(20_000)}`;
  const lines = certificateLines({ ...certificate, subject: fake, issuer: fake }, en.trust);
  expect(lines).toHaveLength(5);
  for (const line of lines) {
    expect(line.length).toBeLessThan(200);
    expect(line).not.toMatch(/\p{Cc}/u);
    expect(line).not.toMatch(/CN=\s{2}/u);
  }
  expect(lines.at(-2)).toMatch(/^ {2}SHA-256 +AB:AB/);
});

test("a name of the usual length is shown whole", () => {
  const subject = "C=US, ST=California, L=Palo Alto, O=VMware, OU=VMware Engineering, CN=vcsa.dc1.example";
  expect(certificateLines({ ...certificate, subject }, en.trust)[0]).toContain(subject);
});
