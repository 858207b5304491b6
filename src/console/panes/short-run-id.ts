/** How many characters of a run's id tell it from others, at its end: what is before them is the time. */
export const SHORT_ID = 8;
