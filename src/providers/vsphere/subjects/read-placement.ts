import type { PlacementFacts, PlacementQuery } from "#providers/placement.js";
import {
  type ObjectProperties,
  objectsSpec,
  type PropertySpec,
} from "#providers/vsphere/property-collector.js";
import type { Retriever } from "#providers/vsphere/retriever.js";
import { DATASTORE_FACTS, datastoreFacts } from "#providers/vsphere/subjects/datastore-properties.js";
import { FULL_MACHINE, fullMachine } from "#providers/vsphere/subjects/full-machine-properties.js";
import { HOST_FACTS, hostFacts } from "#providers/vsphere/subjects/host-properties.js";
import { networkFilters, networkPort } from "#providers/vsphere/subjects/network-port.js";
import { isGone, unknownTarget } from "#providers/vsphere/subjects/read-subject.js";

type Part = "machine" | "host" | "datastore";

const SPECS: Readonly<Record<Part, PropertySpec>> = {
  machine: FULL_MACHINE,
  host: HOST_FACTS,
  datastore: DATASTORE_FACTS,
};

/** All that a placement is about, in one read. `TARGET_UNKNOWN` when any of it is gone. */
export async function readPlacement(
  retriever: Retriever,
  query: PlacementQuery,
  signal?: AbortSignal,
): Promise<PlacementFacts> {
  const { network } = query;
  const asked = (Object.keys(SPECS) as Part[]).flatMap((part) => {
    const id = query[part];
    return id === null ? [] : [{ spec: SPECS[part], moref: { type: SPECS[part].type, id } }];
  });
  const things = objectsSpec(
    asked.map(({ spec }) => spec),
    asked.map(({ moref }) => moref),
  );
  const filters = [
    ...(asked.length === 0 ? [] : [things]),
    ...(network === null ? [] : networkFilters(network)),
  ];
  const ids = [...asked.map(({ moref }) => moref.id), ...(network === null ? [] : [network.id])];
  const found = filters.length === 0 ? [] : await readAll(retriever, filters, ids, signal);
  const of = <F>(id: string | null, facts: (object: ObjectProperties) => F): F | null => {
    const object = found.find(({ moref }) => moref.id === id);
    if (object === undefined && id !== null) throw unknownTarget([id]);
    return object === undefined ? null : facts(object);
  };
  return {
    machine: of(query.machine, fullMachine),
    host: of(query.host, hostFacts),
    datastore: of(query.datastore, datastoreFacts),
    network: network === null ? null : networkPort(network, found),
  };
}

async function readAll(
  retriever: Retriever,
  filters: readonly string[],
  ids: readonly string[],
  signal?: AbortSignal,
): Promise<readonly ObjectProperties[]> {
  try {
    return await retriever.filtered(filters, signal);
  } catch (error) {
    throw isGone(error) ? unknownTarget(ids) : error;
  }
}
