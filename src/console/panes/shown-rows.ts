/** Which rows of a list are to be painted. */
export interface ShownRows {
  readonly top: number;
  readonly rows: number;
  readonly cursor: number;
  readonly width: number;
  readonly focused: boolean;
}
