/** A page of a list, as the service sends it. */
export interface Page<T> {
  data: T[]
  /** Asks for the next page; there is none after the last. */
  nextCursor?: string | undefined
}

/**
 * The items of all pages of a list, one after another. `list` asks for a page: the first, or the one that `cursor` names.
 * Each page is asked for when its first item is.
 */
export async function* everyItem<T>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
): AsyncGenerator<T, void, undefined> {
  let cursor: string | undefined
  do {
    const { data, nextCursor }: Page<T> = await list(cursor)
    yield* data
    cursor = nextCursor
  } while (cursor !== undefined)
}
