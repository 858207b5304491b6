/** The class of an operation (`OPR`). The first five and Login, Logout are the paper's own names. */
export type OperationName = "StartVM" | "StopVM" | "RenameVM" | "ModifyCPU" | "ModifyMemory";

/** How much an operation asks of the operator before it runs. */
export type Risk = "harmless" | "disturbs" | "destroys";
