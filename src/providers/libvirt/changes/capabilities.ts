import type { ProviderSession } from "#providers/contract.js";
import type { Changing } from "#providers/libvirt/changes/changing.js";
import { cloning } from "#providers/libvirt/changes/clone.js";
import { create } from "#providers/libvirt/changes/create.js";
import { destroy } from "#providers/libvirt/changes/destroy.js";
import { filesThere } from "#providers/libvirt/changes/files-there.js";
import { guest } from "#providers/libvirt/changes/guest.js";
import { migration, type Situation } from "#providers/libvirt/changes/migrate.js";
import { power } from "#providers/libvirt/changes/power.js";
import { reconfigure } from "#providers/libvirt/changes/reconfigure.js";
import { rename } from "#providers/libvirt/changes/rename.js";
import { snapshots } from "#providers/libvirt/changes/snapshots.js";

type Capabilities = Pick<
  ProviderSession,
  "power" | "guest" | "reconfigure" | "rename" | "lifecycle" | "cloning" | "migration" | "snapshots" | "lacks"
>;

/** What a session can change, by its driver. */
export function capabilities(changing: Changing, situation: Situation): Capabilities {
  const { lacks, migration: how } = changing.driver;
  return {
    lacks,
    power: power(changing),
    guest: guest(changing),
    reconfigure: reconfigure(changing),
    lifecycle: {
      guest: "hvm",
      guests: situation.host.guests,
      create: create(changing),
      destroy: destroy(changing),
      keepingDisks: { filesThere: filesThere(changing) },
    },
    cloning: cloning(changing),
    ...(how === null ? {} : { migration: migration(changing, situation, how) }),
    ...(lacks.RenameVM === undefined ? { rename: rename(changing) } : {}),
    ...(lacks.CreateSnapshot === undefined ? { snapshots: snapshots(changing) } : {}),
  };
}
