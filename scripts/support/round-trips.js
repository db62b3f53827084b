// Served as it is, as a module of a Worker.

const TRIPS = new Set(['first', 'run', 'all', 'raw', 'batch', 'exec'])
const MAKERS = new Set(['prepare', 'bind', 'withSession'])

const originals = new WeakMap()

/** A D1 database whose round trips each begin with `meanwhile(trip)`, which makes the trip and answers its result. */
export const aroundTrips = (database, meanwhile) =>
  new Proxy(database, {
    get(target, name) {
      const member = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      if (TRIPS.has(name)) return (...args) => meanwhile(() => member.apply(target, args.map(unwrapped)))
      if (!MAKERS.has(name)) return member.bind(target)
      return (...args) => {
        const made = member.apply(target, args)
        const proxy = aroundTrips(made, meanwhile)
        originals.set(proxy, made)
        return proxy
      }
    },
  })

/** D1 takes its own statements only, and no proxies of them: the list of a batch. */
const unwrapped = (argument) =>
  Array.isArray(argument) ? argument.map((statement) => originals.get(statement) ?? statement) : argument
