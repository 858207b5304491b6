/** Inside of an expression: what a parameter or an item stands for is not there any more. */
export class NoObject extends Error {
  override readonly name = "NoObject";
  /** What it was called. */
  readonly object: string;

  constructor(object: string) {
    super(`${object} is not there`);
    this.object = object;
  }
}
