/**
 * What lies in the place of a file, and cannot be read as one. Like an error of the file system, but that it always says which
 * file it is of: the system's own, of what is open, do not.
 */
export class FileUnfit extends Error {
  readonly syscall = "open";
  readonly path: string;

  constructor(path: string, problem: string) {
    super(problem);
    this.path = path;
  }
}
