import type { Environment } from "@marcbachmann/cel-js/evaluator";
import type { Parameter, ParameterType } from "#domain/procedure.js";
import { like } from "#procedures/like.js";
import {
  type AnyView,
  DatastoreView,
  FolderView,
  HostView,
  MachineView,
  NetworkView,
} from "#procedures/views.js";

const MACHINE = {
  id: "string",
  name: "string",
  uuid: "string",
  power: "string",
  cpus: "int",
  memoryMiB: "int",
  host: "string",
  cluster: "string",
  folder: "string",
  ip: "string",
  template: "bool",
} as const satisfies Fields<MachineView>;

const HOST = {
  id: "string",
  name: "string",
  connected: "bool",
  power: "string",
  maintenance: "bool",
  cpus: "int",
  memoryMiB: "int",
  cluster: "string",
  vms: "int",
  running: "int",
} as const satisfies Fields<HostView>;

const DATASTORE = {
  id: "string",
  name: "string",
  type: "string",
  capacityMiB: "int",
  freeMiB: "int",
  accessible: "bool",
} as const satisfies Fields<DatastoreView>;

const NETWORK = { id: "string", name: "string" } as const satisfies Fields<NetworkView>;

const FOLDER = { id: "string", name: "string", path: "string" } as const satisfies Fields<FolderView>;

type Fields<V> = Readonly<Record<Exclude<keyof V, "kind" | "thing">, "string" | "int" | "bool">>;

/** Every field that a thing has. */
export const FIELDS: readonly string[] = [
  ...new Set([MACHINE, HOST, DATASTORE, NETWORK, FOLDER].flatMap((fields) => Object.keys(fields))),
];

/** A parameter's type as the library names it. */
export const TYPE_OF_PARAMETER: Readonly<Record<ParameterType, string>> = {
  text: "string",
  integer: "int",
  size: "int",
  duration: "google.protobuf.Duration",
  boolean: "bool",
  machine: "Machine",
  machines: "list<Machine>",
  host: "Host",
  datastore: "Datastore",
  network: "Network",
  folder: "Folder",
};

/** Tells an empty environment of all names that are the same all over a procedure. */
export function newEnvironment(empty: Environment, parameters: readonly Parameter[]): Environment {
  const environment = empty
    .registerType("Machine", { ctor: MachineView, fields: MACHINE })
    .registerType("Host", { ctor: HostView, fields: HOST })
    .registerType("Datastore", { ctor: DatastoreView, fields: DATASTORE })
    .registerType("Network", { ctor: NetworkView, fields: NETWORK })
    .registerType("Folder", { ctor: FolderView, fields: FOLDER })
    .registerFunction("like(string, string): bool", { handler: like, async: false })
    .registerConstant("on", "string", "on")
    .registerConstant("off", "string", "off")
    .registerConstant("suspended", "string", "suspended")
    .registerVariable("vms", "list<Machine>")
    .registerVariable("hosts", "list<Host>")
    .registerVariable("datastores", "list<Datastore>")
    .registerVariable("now", "google.protobuf.Timestamp")
    .registerVariable("done", "map<string, google.protobuf.Timestamp>");
  // A thing is what it is by its id: the library compares what it knows, and these it does not.
  for (const type of ["Machine", "Host", "Datastore", "Network", "Folder"]) {
    environment.registerOperator(`${type} == ${type}`, (a: AnyView, b: AnyView) => a.id === b.id);
  }
  for (const { name, type } of parameters) environment.registerVariable(name, TYPE_OF_PARAMETER[type]);
  return environment;
}
