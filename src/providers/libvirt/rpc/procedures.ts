import { CONNECTION_PROCEDURES } from "#providers/libvirt/rpc/procedures/connection.js";
import { DOMAIN_PROCEDURES } from "#providers/libvirt/rpc/procedures/domains.js";
import { HOST_PROCEDURES } from "#providers/libvirt/rpc/procedures/host.js";
import { MIGRATION_PROCEDURES } from "#providers/libvirt/rpc/procedures/migration.js";
import { NETWORK_PROCEDURES } from "#providers/libvirt/rpc/procedures/networks.js";
import { SNAPSHOT_PROCEDURES } from "#providers/libvirt/rpc/procedures/snapshots.js";
import { STORAGE_PROCEDURES } from "#providers/libvirt/rpc/procedures/storage.js";
import { SUBSCRIPTION_PROCEDURES } from "#providers/libvirt/rpc/procedures/subscriptions.js";

/** The procedures of libvirt's remote program that are used here, and no others (its `remote_protocol.x`). */
export const PROCEDURES = {
  ...CONNECTION_PROCEDURES,
  ...HOST_PROCEDURES,
  ...DOMAIN_PROCEDURES,
  ...MIGRATION_PROCEDURES,
  ...SNAPSHOT_PROCEDURES,
  ...STORAGE_PROCEDURES,
  ...NETWORK_PROCEDURES,
  ...SUBSCRIPTION_PROCEDURES,
} as const;
