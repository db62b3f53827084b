// Goes in front of a bundled Worker and counts its round trips to D1. It is served as it is, beside the bundle.
import worker from './index.js'

const PATH = '/trips'
const TRIPS = new Set(['first', 'run', 'all', 'raw', 'batch', 'exec'])
const MAKERS = new Set(['prepare', 'bind', 'withSession'])

let trips = 0
let counted
const originals = new WeakMap()

const count = (target) =>
  new Proxy(target, {
    get(_, name) {
      const member = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      return (...args) => {
        if (name === 'batch') args[0] = args[0].map((statement) => originals.get(statement) ?? statement)
        if (TRIPS.has(name)) trips++
        const result = member.apply(target, args)
        if (!MAKERS.has(name)) return result
        const proxy = count(result)
        originals.set(proxy, result)
        return proxy
      }
    },
  })

export default {
  fetch(request, env, context) {
    if (new URL(request.url).pathname === PATH) {
      const seen = trips
      trips = 0
      return new Response(String(seen))
    }
    counted ??= { ...env, DB: count(env.DB) }
    return worker.fetch(request, counted, context)
  },
}
