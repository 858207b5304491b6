import pMap from "p-map";

/** Operations of one command that are under way at once: as many as there are connections. */
const AT_ONCE = 4;

/** Four at once. What is under way when the journal fails is seen to its end; then its first error is thrown. */
export async function eachToItsEnd<T, R>(
  all: readonly T[],
  work: (one: T) => Promise<R>,
): Promise<readonly R[]> {
  try {
    return await pMap(all, work, { concurrency: AT_ONCE, stopOnError: false });
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  }
}
