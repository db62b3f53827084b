// npm run deploy: brings the remote database up to date, then deploys the Worker. Everything that can be
// checked is checked before anything changes. Arguments are passed on to wrangler deploy; with --dry-run nothing leaves
// this machine.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { parseArgs, parseEnv } from 'node:util'
import { addOperators } from '../src/config/admin.ts'
import { parseEnvironment } from '../src/config/environment.ts'
import { addOidcProviders } from '../src/config/oidc-providers.ts'
import { requiredSecrets } from '../src/config/secrets.ts'
import {
  deadSender,
  LEGACY_SECRET_UNSEEN,
  NO_PUBLIC_URL,
  noAdmins,
  weakLegacySecret,
} from '../src/config/setup-problems.ts'
import { addWebhooks } from '../src/config/webhooks.ts'
import { localSecrets } from '../src/extensions/settings.ts'
import { applyMigrations } from './support/apply-migrations.ts'
import {
  databaseOf,
  type Environment,
  environmentArgs,
  environmentName,
  readEnvironment,
} from './support/environment.ts'
import { givenVars } from './support/given-vars.ts'
import { EXTENSION_MIGRATIONS, MIGRATIONS, migrationsIn } from './support/migrations.ts'
import { captureWrangler, exitCode, runWrangler, spawnWrangler } from './support/wrangler.ts'

const NOT_LOGGED_IN = /Not logged in|necessary to set a CLOUDFLARE_API_TOKEN/

const ANY_HOST = '--any-host'

/** The commands that print a new value of a secret. */
const MAKERS: Record<string, string> = {
  JWT_KEYS: 'npm run --silent keys',
  ENCRYPTION_KEYS: 'npm run --silent keys -- --for encryption',
  WEBHOOK_SECRET: 'npm run --silent keys -- --for webhooks',
}

const args = process.argv.slice(2).filter((arg) => arg !== ANY_HOST) // wrangler does not know it
const isForAnyHost = process.argv.includes(ANY_HOST)
const { values } = parseArgs({
  args,
  strict: false, // the others are for wrangler to judge
  options: {
    'dry-run': { type: 'boolean' },
    env: { type: 'string', short: 'e' },
    'secrets-file': { type: 'string' },
    name: { type: 'string' },
    config: { type: 'string', short: 'c' },
    var: { type: 'string', multiple: true },
    'keep-vars': { type: 'boolean' },
  },
})

if (values.name || values.config) stop('Use an environment (--env) for another Worker: it needs a database of its own.')

const name = environmentName(values.env)
const environment = environmentArgs(name)
const where = name ? ` --env ${name}` : '' // for people
const config = readConfig(name)
const database = databaseOf(config)
const vars: Record<string, unknown> = { ...config.vars, ...givenVars(values.var) }
if (!values['keep-vars']) demandSettings() // with it, some are only in the dashboard
const demanded = [...new Set([...(config.secrets?.required ?? []), ...requiredSecrets(vars)])]
if (vars.ADMIN === 'on') buildConsole()
warnOfWeakSecret()

if (values['dry-run']) {
  console.log(`A deployment takes these steps; only the build of the last one is tried now.
1. wrangler secret list${where}: ${demanded.join(', ')} must be there
2. wrangler d1 create ${database?.database_name}${where}: once, if there is no such database
3. wrangler d1 migrations apply DB --remote${where}${ownMigrations()}
4. wrangler deploy${where}`)
  for (const warning of [deadSender(vars), noAdmins(vars)]) if (warning) console.log(`\n${warning}`)
} else {
  await build()
  if (!values['secrets-file']) await demandSecrets()
  if (!database?.database_id) await createDatabaseOnce(String(database?.database_name))
  await migrate()
}
process.exit(await runWrangler(['deploy', ...args, ...(values.env === undefined ? environment : [])]))

/** That those of the team are applied, too, if there are any. */
function ownMigrations(): string {
  const { length } = migrationsIn(EXTENSION_MIGRATIONS)
  return length > 0 ? `: those of ${MIGRATIONS}/, and then those of ${EXTENSION_MIGRATIONS}/` : ''
}

function readConfig(env: string | undefined): Environment {
  try {
    return readEnvironment(env)
  } catch (error) {
    stop(describe(error))
  }
}

/** A Worker with a missing or wrong setting would answer `misconfigured` to every call. Names them all. */
function demandSettings() {
  const secrets = {
    JWT_KEYS: '{"keys":[{"kty":"EC"}]}',
    ENCRYPTION_KEYS: JSON.stringify({ keys: [{ kty: 'oct', kid: '1', k: 'A'.repeat(43) }] }),
    WEBHOOK_SECRET: `whsec_${'A'.repeat(32)}`,
    ...localSecrets, // which are as right as those that nobody can read here
  }
  const { SERVICE_KEYS } = readSecretsFile()
  const env = {
    ...vars,
    DB: { withSession: null },
    ASSETS: { fetch: null },
    ...secrets,
    ...(SERVICE_KEYS && { SERVICE_KEYS }),
  }
  const section = name ? `[env.${name}.vars]` : '[vars]'
  try {
    const { settings, bindings } = parseEnvironment(env)
    addOidcProviders(settings)
    addWebhooks(settings, undefined)
    if (settings.ADMIN === 'on') addOperators(settings, bindings, env)
    if (settings.PUBLIC_URL || isForAnyHost) return
  } catch (error) {
    stop(`${section} of wrangler.toml: ${describe(error)}`)
  }
  stop(`${section} of wrangler.toml: ${NO_PUBLIC_URL} Set it, or deploy with ${ANY_HOST} if that is what you want.`)
}

/** Assets go with the Worker: a console of an older version must not, and without one /admin would fail. */
function buildConsole() {
  const { status } = spawnSync(process.execPath, ['scripts/build-console.js', '--if-older'], { stdio: 'inherit' })
  if (status !== 0) stop('The console does not build. Deploy with ADMIN = "off", or mend it: npm run build:console')
}

/** A Worker that does not build must not change the database. */
async function build() {
  const { status, output } = await captureWrangler(['deploy', '--dry-run', ...environment])
  if (status !== 0) stop(output)
}

/** Wrangler refuses to deploy a Worker without its required secrets, but only after the migrations. */
async function demandSecrets() {
  const { status, stdout, output } = await captureWrangler(['secret', 'list', '--format', 'json', ...environment])
  const isFirst = /Worker ".+" .*not found/.test(output)
  if (status !== 0 && !isFirst) stop(NOT_LOGGED_IN.test(output) ? 'Log in first: npx wrangler login' : output)
  const known: { name: string }[] = isFirst ? [] : JSON.parse(stdout)
  if (known.some((secret) => secret.name === 'LEGACY_JWT_SECRET')) console.warn(LEGACY_SECRET_UNSEEN)
  const missing = demanded.filter((name) => !known.some((secret) => secret.name === name))
  if (missing.length > 0) stop(`Set the missing secrets, then deploy again:\n\n${missing.map(howToSet).join('\n')}\n`)
}

/** The secrets that are deployed along, if any: in JSON or as lines of `.dev.vars`, as wrangler reads them. */
function readSecretsFile(): Record<string, string | undefined> {
  const file = values['secrets-file']
  if (!file) return {}
  const content = readFileSync(String(file), 'utf8')
  return content.trimStart().startsWith('{') ? JSON.parse(content) : parseEnv(content)
}

function warnOfWeakSecret() {
  const { LEGACY_JWT_SECRET: secret } = readSecretsFile()
  const warning = weakLegacySecret(secret)
  if (warning) console.warn(warning)
}

/** `wrangler secret put` creates an empty Worker if there is none, so it works before the first deployment, too. */
function howToSet(name: string): string {
  const put = `npx wrangler secret put ${name}${where}`
  const maker = MAKERS[name]
  return maker ? `  ${maker} | ${put}` : `  ${put}`
}

/** wrangler.toml names no database_id: wrangler finds the database by its name, here and whenever it deploys. */
async function createDatabaseOnce(name: string) {
  const { status, stdout, output } = await captureWrangler(['d1', 'list', '--json', ...environment])
  if (status !== 0) stop(output)
  const databases: { name: string }[] = JSON.parse(stdout)
  if (databases.some((known) => known.name === name)) return
  const created = await runWrangler(['d1', 'create', name, ...place(), ...environment])
  if (created !== 0) process.exit(created)
}

/** Where the data will live for good: a jurisdiction of wrangler.toml, the place that D1_LOCATION names, or near here. */
function place(): string[] {
  if (database?.jurisdiction) return ['--jurisdiction', database.jurisdiction]
  return process.env.D1_LOCATION ? ['--location', process.env.D1_LOCATION] : []
}

/** Without a terminal, so that wrangler does not ask: after a "no" it exits with 0, and the deployment would go on. */
async function migrate() {
  const status = await applyMigrations(
    (args) => exitCode(spawnWrangler(args, { stdio: ['ignore', 'inherit', 'inherit'] })),
    { environment: name, place: 'remote' },
  )
  if (status !== 0) process.exit(status)
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function stop(reason: string): never {
  console.error(reason)
  process.exit(1)
}
