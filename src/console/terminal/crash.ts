/** Hears of what nobody has caught, in place of Node's own end of the process. Answers how to stop hearing. */
export function onCrash(hear: (error: unknown) => void): () => void {
  process.on("uncaughtException", hear);
  process.on("unhandledRejection", hear);
  return () => {
    process.off("uncaughtException", hear);
    process.off("unhandledRejection", hear);
  };
}
