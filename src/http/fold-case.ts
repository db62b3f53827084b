import type { Hono } from 'hono/tiny'
import type { AppEnv } from './app-env.ts'

/**
 * Makes the function that writes the words of a path as the routes have them, since Express takes `/Users/Login`, too.
 * An id keeps its case: only what stands before the first parameter of a route is folded. A path without capitals, as
 * apps send nearly all, is given back at once.
 */
export function foldCase(routes: () => Hono<AppEnv>['routes']): (path: string) => string {
  let known: { words: Set<string>; longest: number } | undefined
  return (path) => {
    if (!/[A-Z]/.test(path)) return path
    known ??= wordsOf(routes())
    const { words, longest } = known
    const folded = path.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase()) // ASCII alone, or the length may change
    // What is longer than all of them is none: a path may have thousands of slashes, and each costs a look at all before it.
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', Math.min(end - 1, longest))) {
      if (words.has(folded.slice(0, end))) return folded.slice(0, end) + path.slice(end)
    }
    return path
  }
}

/**
 * What stands before the first parameter of each route, and the length of the longest. Middleware is registered for
 * ALL.
 */
function wordsOf(routes: Hono<AppEnv>['routes']) {
  const paths = routes.filter(({ method }) => method !== 'ALL').map(({ path }) => path.split('/:', 1)[0] ?? '')
  return { words: new Set(paths), longest: Math.max(...paths.map(({ length }) => length)) }
}
