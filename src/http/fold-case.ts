import type { Hono } from 'hono/tiny'
import type { AppEnv } from './app-env.ts'

/**
 * Makes the function that writes the words of a path as the routes have them, since Express takes `/Users/Login`, too.
 * An id keeps its case: only what is a word of a route at its place is folded. A path without capitals, as apps send
 * nearly all, is given back at once.
 */
export function foldCase(routes: () => Hono<AppEnv>['routes']): (path: string) => string {
  let known: Words | undefined
  return (path) => {
    if (!/[A-Z]/.test(path)) return path
    known ??= wordsOf(routes())
    const { beginnings, longest } = known
    const folded = lowerCase(path)
    // What is longer than all of them is none: a path may have thousands of slashes, and each costs a look at all before it.
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', Math.min(end - 1, longest))) {
      const rests = beginnings.get(folded.slice(0, end))
      if (rests) return folded.slice(0, end) + foldRest(path.slice(end), rests)
    }
    return path
  }
}

/** ASCII alone, or the length may change. */
const lowerCase = (text: string) => text.replace(/[A-Z]+/g, (capitals) => capitals.toLowerCase())

/** What follows a beginning, such as `/:userId/activity`: its words are folded, its parameters are not. */
function foldRest(rest: string, rests: readonly string[][]): string {
  const parts = rest.split('/')
  const like = rests.filter((words) => words.length === parts.length)
  return parts
    .map((part, index) => (like.some((words) => words[index] === lowerCase(part)) ? lowerCase(part) : part))
    .join('/')
}

interface Words {
  /** What stands before the first parameter of a route, with what follows in each, part by part. */
  beginnings: Map<string, string[][]>
  /** The length of the longest. */
  longest: number
}

/** Middleware is registered for ALL. */
function wordsOf(routes: Hono<AppEnv>['routes']): Words {
  const beginnings = new Map<string, string[][]>()
  for (const { method, path } of routes) {
    if (method === 'ALL') continue
    const [beginning = ''] = path.split('/:', 1)
    const rests = beginnings.get(beginning) ?? []
    beginnings.set(beginning, [...rests, path.slice(beginning.length).split('/')])
  }
  return { beginnings, longest: Math.max(...[...beginnings.keys()].map(({ length }) => length)) }
}
