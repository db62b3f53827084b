// Goes in front of a bundled Worker and counts its round trips to D1. It is served as it is, beside the bundle.
import worker from './index.js'
import { aroundTrips } from './round-trips.js'

const PATH = '/trips'

let trips = 0
let counted

const count = (trip) => {
  trips++
  return trip()
}

export default {
  fetch(request, env, context) {
    if (new URL(request.url).pathname === PATH) {
      const seen = trips
      trips = 0
      return new Response(String(seen))
    }
    counted ??= { ...env, DB: aroundTrips(env.DB, count) }
    return worker.fetch(request, counted, context)
  },
}
