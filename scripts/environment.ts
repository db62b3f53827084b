import { isDeepStrictEqual } from 'node:util'
import { unstable_readConfig as readConfig } from 'wrangler'

/** What of wrangler.toml the scripts use, of its top level or of an environment. */
export interface Environment {
  name?: string
  account_id?: string
  compatibility_date?: string
  d1_databases: { binding: string; database_name?: string; database_id?: string; jurisdiction?: string }[]
  routes?: unknown[]
  secrets?: { required?: string[] }
  vars: Record<string, unknown>
}

const read = (env?: string): Environment & { definedEnvironments?: string[] } =>
  readConfig({ config: 'wrangler.toml', ...(env && { env }) }, { hideWarnings: true }) // what it warns of is thrown here

/** The database of an environment. */
export const databaseOf = ({ d1_databases }: Environment) => d1_databases.find(({ binding }) => binding === 'DB')

/**
 * Reads an environment of wrangler.toml, its top level without a name. Wrangler lets an environment do without bindings
 * and secrets, and takes the whole top level for one that is not there: production's database under another name.
 * Throws an `Error` that says what is wrong.
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

const HELP = ' README.md shows a whole one under "A second environment".'

function* problemsOf(environment: Environment, top: Environment) {
  const database = databaseOf(environment)
  if (!database?.database_name) yield 'has no D1 database with the binding DB (environments do not inherit it)'
  else if (database.database_name === databaseOf(top)?.database_name) yield 'has the database of the top level'
  const lacking = secretsOf(top).filter((secret) => !secretsOf(environment).includes(secret))
  if (lacking.length > 0) yield `does not require the secret ${lacking.join(', ')}`
  if (top.routes?.length && isDeepStrictEqual(environment.routes, top.routes))
    yield 'takes the routes of the top level (environments inherit those): give it others, or routes = []'
}

const secretsOf = ({ secrets }: Environment) => secrets?.required ?? []
