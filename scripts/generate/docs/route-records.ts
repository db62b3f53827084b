import { readdirSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { type Plugin, rolldown } from 'rolldown'

/** What the tests know of a route, and hold it to. */
export interface RouteRecord {
  /** The method and the path, as Hono has it. */
  route: string
  roundTrips: number
  /** Such as `LIMIT_GENERAL by account`. */
  limits: readonly string[]
  /** Rows that D1 bills, if docs/architecture.md tells. */
  rowsWritten?: number
  mails: number
}

const FOLDER = 'test/support/routes'
const OWN = 'test/extensions/routes.ts'

/** The record of every route. */
export async function routeRecords(): Promise<RouteRecord[]> {
  const bundle = await rolldown({ input: ENTRY, plugins: [onlyRecords] })
  const { output } = await bundle.generate({ format: 'esm' })
  const exported: object = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`)
  return Object.values(exported)
    .flatMap((noun: object) => Object.values(noun))
    .filter(({ route }) => route)
}

const ENTRY = 'all-records'
const NOTHING = 'nothing'

/** Leaves out what makes the calls of the records, which needs the runtime of the tests. */
const onlyRecords: Plugin = {
  name: 'only-records',
  resolveId(id, importer) {
    if (id === ENTRY) return id
    if (!id.startsWith('./')) return NOTHING
    return importer === ENTRY ? resolve(FOLDER, id) : undefined
  },
  load(id) {
    if (id === NOTHING) return 'module.exports = {}'
    if (id !== ENTRY) return undefined
    const files = readdirSync(FOLDER).filter((file) => file !== 'index.ts')
    return [...files.map((file) => `./${file}`), `./${relative(FOLDER, OWN)}`]
      .map((file) => `export * from '${file}'`)
      .join('\n')
  },
}
