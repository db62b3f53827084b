import { existsSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { unstable_readConfig as readConfig } from 'wrangler'

/** The part of wrangler.toml that the scripts use: of its top level or of an environment. */
export interface Environment {
  name?: string
  account_id?: string
  compatibility_date?: string
  d1_databases: { binding: string; database_name?: string; database_id?: string; jurisdiction?: string }[]
  route?: unknown
  routes?: unknown[]
  ratelimits?: { name: string; namespace_id: string }[]
  send_email?: { name: string }[]
  secrets?: { required?: string[] }
  vars: Record<string, unknown>
}

/** The environment that is meant. Without a flag wrangler takes it from its own variable, also where a file sets that. */
export function environmentName(flag: unknown): string | undefined {
  for (const file of ['.env.local', '.env']) if (existsSync(file)) process.loadEnvFile(file) // the first one counts
  return (flag === undefined ? process.env.CLOUDFLARE_ENV : String(flag)) || undefined
}

/** Names an environment to wrangler, or the top level: without that it would ask its own variable. */
export const environmentArgs = (name = ''): string[] => ['--env', name]

const read = (env = ''): Environment & { definedEnvironments?: string[] } =>
  readConfig({ config: 'wrangler.toml', env }, { hideWarnings: true }) // they are thrown here

/** The database of an environment. */
export const databaseOf = ({ d1_databases }: Environment) => d1_databases.find(({ binding }) => binding === 'DB')

/**
 * Reads an environment of wrangler.toml; without a name, its top level. Stricter than wrangler, which accepts an
 * environment without bindings and secrets, and takes the whole top level, production's database included, for an
 * environment that does not exist. Throws an `Error` that says what is wrong.
 */
export function readEnvironment(name: string | undefined): Environment {
  const top = read()
  if (!name) return top
  if (!top.definedEnvironments?.includes(name)) throw new Error(`wrangler.toml has no [env.${name}].${HELP}`)
  const environment = read(name)
  const problems = [...problemsOf(environment, top)]
  if (problems.length === 0) return environment
  throw new Error(`[env.${name}] of wrangler.toml ${problems.join(', and ')}.${HELP}`)
}

const HELP = ' docs/deploying.md shows a whole one under "A second environment".'

function* problemsOf(environment: Environment, top: Environment) {
  const database = databaseOf(environment)
  if (!database?.database_name) yield 'has no D1 database with the binding DB (environments do not inherit it)'
  else if (isDatabaseOf(top, database)) yield 'has the database of the top level'
  if (environment.name === top.name) yield 'has the name of the top level'
  const secrets = missing(environment.secrets?.required, top.secrets?.required)
  if (secrets.length > 0) yield `does not require the secret ${secrets.join(', ')}`
  const bindings = [
    ...missing(environment.ratelimits?.map(nameOf), top.ratelimits?.map(nameOf)),
    ...missing(environment.send_email?.map(nameOf), top.send_email?.map(nameOf)),
  ]
  if (bindings.length > 0) yield `lacks the binding ${bindings.join(', ')}`
  if (environment.ratelimits?.some((own) => top.ratelimits?.some(({ namespace_id: id }) => id === own.namespace_id)))
    yield 'counts its rate limits together with the top level: give them namespace ids of their own'
  if (isInherited(environment.route, top.route) || isInherited(environment.routes, top.routes))
    yield 'takes the routes of the top level (environments inherit those): give it others, or routes = []'
}

const isDatabaseOf = (top: Environment, { database_name: name, database_id: id }: Environment['d1_databases'][0]) =>
  name === databaseOf(top)?.database_name || (id !== undefined && id === databaseOf(top)?.database_id)

const isInherited = (own: unknown, tops: unknown) => tops !== undefined && isDeepStrictEqual(own, tops)

const missing = (own: string[] = [], demanded: string[] = []) => demanded.filter((name) => !own.includes(name))
const nameOf = ({ name }: { name: string }) => name
