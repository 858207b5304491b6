/** Why a file cannot be read, where it is not the system that says so: `cause` of `FILE_UNREADABLE`, in English as the system's. */
export const FILE_FAULTS = {
  missing: "it is not there, or is no regular file",
  irregular: "it is no regular file",
  noFile: "it is no file",
  neither: "it is neither a file nor a directory",
} as const;

export type FileFault = (typeof FILE_FAULTS)[keyof typeof FILE_FAULTS];
