import type { Element } from "@xmldom/xmldom";
import { attribute, below, childrenOf } from "#providers/libvirt/xml/elements.js";

/** A port of a machine's that leads to a file or a device of the host, which no second machine can have too. */
export interface HostPort {
  /** `serial`, `parallel`, `console` or `channel`. */
  readonly element: Element;
  /** Where it leads, or the file that it is logged to beside that. */
  readonly path: string;
  readonly isLog: boolean;
}

/** What may lead somewhere ("formatdomain", Consoles, serial, parallel and channel devices). */
const PORTS = ["serial", "parallel", "console", "channel"];

/** The kinds of them that lead to a path. */
const BY_PATH: ReadonlySet<string | null> = new Set(["file", "pipe", "dev", "unix"]);

/** In the document's order. A console that is the first serial port once more is told as well. */
export function hostPortsOf(domain: Element): readonly HostPort[] {
  const devices = below(domain, "devices");
  if (devices === null) return [];
  return PORTS.flatMap((name) => childrenOf(devices, name)).flatMap((element) => {
    const path = BY_PATH.has(attribute(element, "type")) ? attribute(below(element, "source"), "path") : null;
    const log = attribute(below(element, "log"), "file");
    return [
      ...(path === null ? [] : [{ element, path, isLog: false }]),
      ...(log === null ? [] : [{ element, path: log, isLog: true }]),
    ];
  });
}

/** The same for people, each path once: `serial /var/log/web.log`. */
export function hostPortsSaid(domain: Element): readonly string[] {
  const said = new Map<string, string>();
  for (const { element, path } of hostPortsOf(domain)) {
    if (!said.has(path)) said.set(path, `${element.nodeName} ${path}`);
  }
  return [...said.values()];
}

/** How its screen is seen (`vnc`, `spice`), where a password may be asked for that: libvirt shows that in no document for reading. */
export function screensOf(domain: Element): readonly string[] {
  const devices = below(domain, "devices");
  const graphics = devices === null ? [] : childrenOf(devices, "graphics");
  return graphics.flatMap((each) => attribute(each, "type") ?? []).filter((each) => WITH_PASSWORD.has(each));
}

const WITH_PASSWORD: ReadonlySet<string> = new Set(["vnc", "spice"]);
