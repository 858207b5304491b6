/** What a new or moved machine needs a place on or in. */
export type PlaceKind = "host" | "datastore" | "network" | "folder";
