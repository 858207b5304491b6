import type { OptionName, OptionValues } from "#cli/options.js";
import type { LibvirtEndpoint } from "#domain/endpoint.js";
import { failure } from "#domain/errors.js";
import type { LibvirtLack } from "#domain/libvirt-lack.js";

/** What libvirt has its own ways for, by the profile's keys and the options that say it elsewhere. */
const LACKS: Readonly<Record<string, LibvirtLack>> = {
  trust: "TRUST",
  ca: "TRUST",
  thumbprint: "TRUST",
  insecure: "TRUST",
  password: "PASSWORD",
  "password-command": "PASSWORD",
  "password-stdin": "PASSWORD",
  user: "USER",
};

/** Why a key or an option has no place at a libvirt endpoint; null where it has. */
export function libvirtLack({ transport }: LibvirtEndpoint, name: string): LibvirtLack | null {
  if (name === "user" && transport === "ssh") return null;
  return LACKS[name] ?? null;
}

/** What would go unheeded is refused. Throws `USAGE`. */
export function refuseLacking(endpoint: LibvirtEndpoint, options: OptionValues): void {
  for (const option of Object.keys(options) as OptionName[]) {
    const why = options[option] === undefined ? null : libvirtLack(endpoint, option);
    if (why === null) continue;
    const problem = { kind: "NOT_OF_LIBVIRT", option: `--${option}`, endpoint: endpoint.name, why } as const;
    throw failure("USAGE", { problem });
  }
}
