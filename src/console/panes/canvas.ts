import type { Catalogue } from "#messages/catalogue.js";
import type { Paint } from "#themes/painter.js";

/** What every pane is painted with. */
export interface Canvas {
  readonly paint: Paint;
  readonly catalogue: Catalogue;
}
