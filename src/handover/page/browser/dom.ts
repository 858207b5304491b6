/**
 * What the page's scripts use of a browser. The program's own types know no browser, so that nothing else of it can lean on
 * one: a script is given the `document`.
 */
export interface PageDocument {
  getElementById(id: string): PageElement | null;
  querySelectorAll(selectors: string): Iterable<PageElement>;
  createElement(name: "button"): PageElement;
  getSelection(): { readonly isCollapsed: boolean } | null;
}

/** An element, with what only some have: the scripts know which is which. */
export interface PageElement {
  readonly dataset: Record<string, string | undefined>;
  readonly clientHeight: number;
  readonly offsetHeight: number;
  readonly offsetTop: number;
  scrollTop: number;
  hidden: boolean;
  textContent: string | null;
  title: string;
  /** Of fields and buttons. */
  checked: boolean;
  value: string;
  type: string;
  tabIndex: number;
  addEventListener(event: string, listener: (event: PageEvent) => void): void;
  contains(other: unknown): boolean;
  closest(selectors: string): PageElement | null;
  focus(): void;
  querySelector(selectors: string): PageElement | null;
  querySelectorAll(selectors: string): Iterable<PageElement>;
  removeAttribute(name: string): void;
  replaceChildren(...children: readonly PageElement[]): void;
  setAttribute(name: string, value: string): void;
}

interface PageEvent {
  /** Of a key that is pressed. */
  readonly key?: string;
  readonly target: PageElement;
  preventDefault(): void;
}

/** What of asciinema-player's bundle is used. */
export interface Asciinema {
  create(
    source: { readonly data: () => string },
    place: PageElement,
    options: { readonly fit: "both"; readonly controls: true; readonly preload: boolean },
  ): AsciinemaPlayer;
}

export interface AsciinemaPlayer {
  /** Seconds. */
  getCurrentTime(): number | undefined;
  /** Seconds; undefined until the recording is read. */
  getDuration(): number | undefined;
  seek(seconds: number): Promise<unknown>;
  play(): Promise<unknown>;
  pause(): Promise<unknown>;
  dispose(): void;
}
