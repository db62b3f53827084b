import { cpSync } from 'node:fs'
import { type Bundle, workerOptions } from '../../scripts/support/bundle.ts'
import { openD1File } from './d1.ts'
import { type Contender, forEachOf, getRequest, SAMPLE } from './server.ts'
import { serveWorker } from './workerd.ts'

/** The floor, on a copy of the database that is in `original`. */
export function floor(bundle: Bundle, original: string): Contender {
  const options = workerOptions('floor', bundle)
  return {
    name: 'floor',
    options,
    async seed(directory) {
      cpSync(original, directory, { recursive: true })
    },
    async start(directory, served = options) {
      const database = openD1File(directory)
      const ids = database
        .prepare(`SELECT id FROM users ORDER BY random() LIMIT ${SAMPLE}`)
        .all()
        .map((row) => String(row.id))
      database.close()
      const { origin, pid, stop } = await serveWorker(served, directory)
      return {
        origin,
        pid,
        stop,
        requests: { 'own profile': forEachOf(ids, (id) => getRequest(`/users/${id}`)) },
      }
    },
  }
}
