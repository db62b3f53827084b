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

/** What the tests know of a call of the SDKs of Supabase. */
export interface SupabaseCallRecord {
  wire: string
  roundTrips: number
}

const FOLDER = 'test/support/routes'
const SUPABASE_FOLDER = 'test/supabase/calls'
const OWN = 'test/extensions/routes.ts'

/** The record of every route. */
export const routeRecords = (): Promise<RouteRecord[]> => recordsIn(FOLDER, [OWN])

/** The record of every call of the SDKs. */
export const supabaseCallRecords = (): Promise<SupabaseCallRecord[]> => recordsIn(SUPABASE_FOLDER)

/** Everything in the objects and lists that the files of a folder export. */
async function recordsIn<R extends { route: string } | { wire: string }>(folder: string, others: string[] = []) {
  const bundle = await rolldown({ input: ENTRY, plugins: [onlyRecords(folder, others)] })
  const { output } = await bundle.generate({ format: 'esm' })
  const exported: object = await import(`data:text/javascript,${encodeURIComponent(output[0].code)}`)
  return Object.values(exported)
    .flatMap((noun: object): R[] => Object.values(noun))
    .filter((record) => 'route' in Object(record) || 'wire' in Object(record))
}

const ENTRY = 'all-records'
const NOTHING = 'nothing'

/** A module that has every name, each of which can be called and has every name: records may open a mailbox. */
const ANYTHING = `const anything = new Proxy(() => {}, {
  get: (_, name) => (name === Symbol.iterator || name === Symbol.toPrimitive ? undefined : anything),
  apply: () => anything,
})
module.exports = anything`

/** Leaves out what makes the calls of the records, which needs the runtime of the tests. */
const onlyRecords = (folder: string, others: string[]): Plugin => ({
  name: 'only-records',
  resolveId(id, importer) {
    if (id === ENTRY) return id
    if (!id.startsWith('./')) return NOTHING
    return importer === ENTRY ? resolve(folder, id) : undefined
  },
  load(id) {
    if (id === NOTHING) return ANYTHING
    if (id !== ENTRY) return undefined
    const files = readdirSync(folder).filter((file) => file !== 'index.ts')
    return [...files.map((file) => `./${file}`), ...others.map((other) => `./${relative(folder, other)}`)]
      .map((file) => `export * from '${file}'`)
      .join('\n')
  },
})
