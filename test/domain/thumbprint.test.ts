import { expect, test } from "vitest";
import { thumbprintDigits } from "#domain/thumbprint.js";

test.each(["3fa1", "3F:A1", "SHA256:3F:A1", "sha-256=3fa1", "Sha-256:3Fa1"])(
  "%s is one and the same certificate's",
  (text) => {
    expect(thumbprintDigits(text)).toBe("3fa1");
  },
);
