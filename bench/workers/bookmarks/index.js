// Goes in front of Latchkey's bundle: D1 sessions whose bookmarks cost nothing, as in production, where D1 has them
// anyway. What stands in for D1 locally makes one up for each call of a session, and writes it to the database.
import worker from './index.js'

const BOOKMARK = `00000001-00000001-00000000-${'0'.repeat(32)}`

let environment

const withoutBookmarks = (database) => ({
  withSession: () => ({
    prepare: (sql) => database.prepare(sql),
    batch: (statements) => database.batch(statements),
    getBookmark: () => BOOKMARK,
  }),
})

export default {
  fetch(request, env, context) {
    environment ??= { ...env, DB: withoutBookmarks(env.DB) }
    return worker.fetch(request, environment, context)
  },
}
