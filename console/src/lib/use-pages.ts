import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import type { Page } from '../api/types.ts'

/** A list that is read page by page, each after the cursor of the one before. */
export function usePages<T>(queryKey: QueryKey, read: (cursor: string | undefined) => Promise<Page<T>>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: first,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData, // what was found so far stays while somebody types on
  })
  return { ...query, items: query.data?.pages.flatMap(({ data }) => data) }
}

const first: string | undefined = undefined

export type Pages<T> = ReturnType<typeof usePages<T>>
