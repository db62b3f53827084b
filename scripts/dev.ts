// npm run dev: creates what a fresh clone lacks (the secrets in .dev.vars, the tables of the local database), serves,
// and says what to try first. Arguments are passed on to wrangler dev: npm run dev -- --port 4000 --persist-to /tmp/state
// With --stand-in-providers, or --stand-in-providers=4002 for another port, stand-ins take the place of Apple and Google.
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parseArgs, parseEnv, styleText } from 'node:util'
import { unstable_readConfig as readConfig } from 'wrangler'
import { localSecrets } from '../src/extensions/settings.ts'
import { STAND_IN_PROVIDERS } from './build-worker/stand-in-keys.ts'
import { STAND_IN_CLIENT_ID } from './stand-in-providers/id-tokens.ts'
import { serveStandIns } from './stand-in-providers/serve.ts'
import { applyMigrations } from './support/apply-migrations.ts'
import { newDevSecrets, toEnvFile } from './support/dev-secrets.ts'
import { environmentName } from './support/environment.ts'
import { givenVars } from './support/given-vars.ts'
import { describeConsole, describeWaysIn } from './support/ways-in.ts'
import { captureWrangler, exitCode, listeningPort, spawnWrangler } from './support/wrangler.ts'

const FILE = '.dev.vars'
const BUILD_CONSOLE = 'scripts/build-console.js'
/** Secrets that are made although they are not required, so that what needs them is a matter of one setting. */
const OPTIONAL_SECRETS = ['ENCRYPTION_KEYS', 'WEBHOOK_SECRET', ...Object.keys(localSecrets)]

const STAND_INS = /^--stand-in-providers(?:=(\d+))?$/
const STAND_IN_PORT = 3002

const args = process.argv.slice(2).filter((arg) => !STAND_INS.test(arg)) // wrangler does not know it
const { values, positionals } = parseArgs({
  args,
  strict: false, // the others are for wrangler to judge
  options: {
    'persist-to': { type: 'string' },
    env: { type: 'string', short: 'e' },
    'env-file': { type: 'string', multiple: true },
    var: { type: 'string', multiple: true },
  },
})

if (!values['env-file']) await addMissingSecrets() // with it, wrangler does not read .dev.vars
await migrate()
buildConsole()
const standIns = await startStandIns()
await serve()

/** Writes the required secrets that `.dev.vars` lacks, and never touches what it has. */
async function addMissingSecrets() {
  const { secrets } = readConfig({ config: 'wrangler.toml' })
  const old = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  const known = parseEnv(old)
  const wanted = [...(secrets?.required ?? []), ...OPTIONAL_SECRETS]
  const missing = wanted.filter((name: string) => !known[name])
  if (missing.length === 0) return
  const separator = old === '' || old.endsWith('\n') ? '' : '\n'
  appendFileSync(FILE, separator + toEnvFile(await newDevSecrets(missing)), { mode: 0o600 })
  console.log(`${old ? 'Added to' : 'Created'} ${FILE} for local use: ${missing.join(', ')}`)
}

/** Brings the local database up to date. */
async function migrate() {
  const persistTo = values['persist-to'] ? String(values['persist-to']) : undefined
  const status = await applyMigrations(
    async (args) => {
      const { status, output } = await captureWrangler(args)
      if (status !== 0) console.error(output)
      return status
    },
    { environment: environmentName(values.env), place: { persistTo } },
  )
  if (status !== 0) process.exit(status)
  console.log('The local database is up to date.')
}

/**
 * Builds the console if it is missing, or older than its source. If that fails, it has said why, and the API works
 * without it.
 */
function buildConsole() {
  spawnSync(process.execPath, [BUILD_CONSOLE, '--if-older', '--optional'], { stdio: 'inherit' })
}

/** The URL of the stand-ins for Apple and Google, if they are wanted. */
async function startStandIns(): Promise<string | undefined> {
  const wanted = process.argv.map((arg) => STAND_INS.exec(arg)).find((match) => match)
  return wanted ? serveStandIns(Number(wanted[1] ?? STAND_IN_PORT)) : undefined
}

/** Runs `wrangler dev` until it ends, and ends with its exit code. */
async function serve() {
  const clientIds = ['APPLE_CLIENT_IDS', 'GOOGLE_CLIENT_IDS'].flatMap((name) => [
    '--var',
    `${name}:${STAND_IN_CLIENT_ID}`,
  ])
  const wrangler = spawnWrangler(['dev', ...args, ...optionalSecrets(), ...(standIns ? clientIds : [])], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      CLOUDFLARE_CF_FETCH_ENABLED: 'false', // starts without a network, too
      ...process.env,
      [STAND_IN_PROVIDERS]: standIns,
      X_LOCAL_EXPLORER: 'false', // it shows the whole database to whoever reaches the port and says `Host: localhost`
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => wrangler.kill(signal))
  stopWithParent(() => wrangler.kill())
  listeningPort(wrangler).then(greet, () => {}) // if it ends before, it has said why
  process.exit(await exitCode(wrangler))
}

/** Local secrets that are not required, as arguments: wrangler reads no others from the file. */
function optionalSecrets(): string[] {
  if (values['env-file'] || !existsSync(FILE)) return []
  const known = parseEnv(readFileSync(FILE, 'utf8'))
  return OPTIONAL_SECRETS.flatMap((name) => (known[name] ? ['--var', `${name}:${known[name]}`] : []))
}

/** npm sends a signal to its shell only, which does not pass it on: all that we see of `kill <npm>` is its end. */
function stopWithParent(stop: () => void) {
  const parent = process.ppid
  setInterval(() => process.ppid !== parent && stop(), 500).unref()
}

async function greet(port: number) {
  const url = `http://localhost:${port}`
  const { code, message } = await health(url)
  if (code) return console.error(styleText('red', `\n${url}/health answers ${code}: ${message}\n`))
  console.log(`
Latchkey serves on ${url}. Try, in a second terminal:

  curl ${url}/users/register \\
    --data-urlencode name=Syamlal --data-urlencode email=syamlal@example.com \\
    --data-urlencode 'password=correct horse battery'

${describeWaysIn({ ...settings(), ...(standIns && { APPLE_CLIENT_IDS: standIns, GOOGLE_CLIENT_IDS: standIns }) })}
${describeConsole(settings(), url)}
Every call is described at ${url}/docs (for machines: ${url}/openapi.json)
${standIns ? `\nSign-ins with Apple and Google are those of stand-ins: ${standIns}\n` : ''}`)
}

/** The settings as wrangler reads them: those of an environment, `.dev.vars`, and the command line. */
function settings(): Record<string, unknown> {
  const { vars } = readConfig({ config: 'wrangler.toml', ...(values.env && { env: String(values.env) }) })
  const local = !values['env-file'] && existsSync(FILE) ? parseEnv(readFileSync(FILE, 'utf8')) : {}
  return { ...vars, ...local, ...givenVars([...[values.var ?? []].flat(), ...positionals]) } // one --var may give several
}

/** Asks until there is an answer: the first build may still be running, or may have failed and wait for a fix. */
async function health(url: string): Promise<{ code?: string; message?: string }> {
  try {
    const response = await fetch(`${url}/health`)
    return await response.json()
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 500))
    return health(url)
  }
}
