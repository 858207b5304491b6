import type { CallOptions, VimClient } from "#providers/vsphere/vim-client.js";
import type { XmlNode } from "#providers/vsphere/xml-reader.js";
import type { Moref } from "#providers/vsphere/xml-writer.js";
import { xml } from "./values.js";

/** One call that was made; `sentOnce` when it was not a read, which may be tried again. */
export interface RecordedCall {
  readonly method: string;
  readonly self: string;
  readonly args: string;
  readonly operationId: string | undefined;
  readonly sentOnce: boolean;
}

/** A client that writes down what it is asked, and answers by method with the content of the response. */
export class RecordedClient {
  readonly calls: RecordedCall[] = [];
  /** An array's answers are given one after the other, the last of them for ever. */
  readonly answers: Record<string, string | Error | (string | Error)[]>;

  constructor(answers: Record<string, string | Error | (string | Error)[]> = {}) {
    this.answers = answers;
  }

  get client(): VimClient {
    return this as unknown as VimClient;
  }

  async call(method: string, self: Moref, args: string, options?: CallOptions): Promise<XmlNode> {
    return await this.#answer(method, self, args, true, options);
  }

  async read(method: string, self: Moref, args: string, options?: CallOptions): Promise<XmlNode> {
    return await this.#answer(method, self, args, false, options);
  }

  async #answer(method: string, self: Moref, args: string, sentOnce: boolean, options?: CallOptions) {
    const operationId = options?.operationId;
    this.calls.push({ method, self: `${self.type}:${self.id}`, args, operationId, sentOnce });
    const planned = this.answers[method] ?? '<returnval type="Task">task-1</returnval>';
    const answer = Array.isArray(planned) ? (planned.length > 1 ? planned.shift() : planned[0]) : planned;
    if (answer instanceof Error) throw answer;
    return await xml(`<${method}Response>${answer}</${method}Response>`);
  }
}

/** An object of a RetrievePropertiesEx response. */
export function retrieved(type: string, id: string, values: Record<string, string>): string {
  const set = Object.entries(values).map(
    ([name, value]) =>
      `<propSet><name>${name}</name>${value.startsWith("<val") ? value : `<val>${value}</val>`}</propSet>`,
  );
  return `<objects><obj type="${type}">${id}</obj>${set.join("")}</objects>`;
}
