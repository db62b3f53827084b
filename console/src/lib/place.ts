import { useMemo, useSyncExternalStore } from 'react'

/** Where the console is: the part of the URL behind `#`, which no server sees, so that no path of it is one of the API. */
export interface Place {
  /** Such as `/users/3q2-7wAAECAwQFBg`, divided at its slashes. */
  segments: readonly string[]
  /** Such as `search=robin`. */
  query: URLSearchParams
}

export function usePlace(): Place {
  const hash = useSyncExternalStore(subscribe, () => location.hash)
  return useMemo(() => parse(hash), [hash])
}

/** The `href` of a place. Members of the query that are empty are left out. */
export function hrefOf(segments: readonly string[], query: Record<string, string | undefined> = {}): string {
  const entries = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []))
  const search = new URLSearchParams(entries).toString()
  return `#/${segments.map(encodeURIComponent).join('/')}${search && `?${search}`}`
}

/** Goes to a place; with `replace` it takes the one of the present entry of the history. */
export function go(href: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, '', href)
  else history.pushState(null, '', href)
  // The browser tells only of its own, and later: a field whose text is in the URL would lose what is typed meanwhile.
  dispatchEvent(new Event('hashchange'))
}

function parse(hash: string): Place {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?')
  return { segments: path.split('/').filter(Boolean).map(decode), query: new URLSearchParams(search) }
}

/** What somebody has typed need not be well-formed. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

function subscribe(tell: () => void): () => void {
  addEventListener('hashchange', tell)
  return () => removeEventListener('hashchange', tell)
}
