// Goes in front of Latchkey's bundle, and does two things. It takes away what is not Latchkey but its surroundings on a
// laptop: bookmarks, which the local D1 makes up for each call of a session and writes to the database, while D1 has
// them anyway; and the way of a line of the log, which the local runtime writes to a pipe. And it hashes a password and
// does nothing else, in the very process in which Latchkey does it, so that the two can be compared.
import worker from './index.js'

const BOOKMARK = `00000001-00000001-00000000-${'0'.repeat(32)}`
const OWASP_ITERATIONS = 600_000

let environment

console.info = () => {}

const withoutBookmarks = (database) => ({
  withSession: () => ({
    prepare: (sql) => database.prepare(sql),
    batch: (statements) => database.batch(statements),
    getBookmark: () => BOOKMARK,
  }),
})

/** All iterations in one call: what any login at this cost must spend. */
async function hash(request) {
  const key = await crypto.subtle.importKey('raw', await request.arrayBuffer(), 'PBKDF2', false, ['deriveBits'])
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: new Uint8Array(16), iterations: OWASP_ITERATIONS }
  await crypto.subtle.deriveBits(parameters, key, 256)
  return new Response(null, { status: 204 })
}

export default {
  fetch(request, env, context) {
    if (request.url.endsWith('/hash')) return hash(request)
    environment ??= { ...env, DB: withoutBookmarks(env.DB) }
    return worker.fetch(request, environment, context)
  },
}
