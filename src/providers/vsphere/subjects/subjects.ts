import type { Subject, SubjectFacts, SubjectKind } from "#providers/subject.js";
import type { ObjectProperties, PropertySpec } from "#providers/vsphere/property-collector.js";
import { FULL_MACHINE, fullMachine } from "#providers/vsphere/subjects/full-machine-properties.js";
import { HOST_FACTS, hostFacts } from "#providers/vsphere/subjects/host-properties.js";
import { MACHINE_FACTS, machineFacts } from "#providers/vsphere/subjects/machine-properties.js";
import type { Moref } from "#providers/vsphere/xml-writer.js";

/** What is read of each kind of subject, and what is made of it. */
export const SUBJECTS: {
  readonly [K in SubjectKind]: {
    readonly spec: PropertySpec;
    readonly facts: (object: ObjectProperties) => SubjectFacts[K];
  };
} = {
  briefMachine: { spec: MACHINE_FACTS, facts: machineFacts },
  machine: { spec: MACHINE_FACTS, facts: machineFacts },
  fullMachine: { spec: FULL_MACHINE, facts: fullMachine },
  host: { spec: HOST_FACTS, facts: hostFacts },
};

export function subjectMoref({ kind, id }: Subject<SubjectKind>): Moref {
  return { type: SUBJECTS[kind].spec.type, id };
}
