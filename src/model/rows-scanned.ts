/**
 * How many rows a list for operators looks at for one page: with more, a filter that few rows meet would make a call as slow
 * as they are many.
 */
export const ROWS_SCANNED = 1_000
