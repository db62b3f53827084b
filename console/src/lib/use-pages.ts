import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Page } from '../api/types.ts'

const PAGES_AT_ONCE = 10 // in which nothing was found, before somebody is asked whether to go on

/** A list that is read page by page, each after the cursor of the one before. */
export function usePages<T>(queryKey: QueryKey, read: (cursor: string | undefined) => Promise<Page<T>>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: first,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData, // what was found so far stays while somebody types on
  })
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query
  const items = data?.pages.flatMap((page) => page.data)

  // A page may be empty and have a next one all the same: the service looks through so many rows at a time.
  const goesOn =
    data !== undefined &&
    items?.length === 0 &&
    hasNextPage &&
    !isFetching &&
    !isError &&
    data.pages.length < PAGES_AT_ONCE
  useEffect(() => {
    if (goesOn) void fetchNextPage()
  }, [goesOn, fetchNextPage])

  return { ...query, items, isLooking: items?.length === 0 && hasNextPage && isFetching }
}

const first: string | undefined = undefined

export type Pages<T> = ReturnType<typeof usePages<T>>
