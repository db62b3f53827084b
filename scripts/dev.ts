// npm run dev: creates what a fresh clone lacks (the secrets in .dev.vars, the tables of the local database), serves,
// and says what to try first. Arguments are passed on to wrangler dev: npm run dev -- --port 4000 --persist-to /tmp/state
import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { parseArgs, parseEnv, styleText } from 'node:util'
import { unstable_readConfig as readConfig } from 'wrangler'
import { newDevSecrets, toEnvFile } from './support/dev-secrets.ts'
import { captureWrangler, exitCode, listeningPort, spawnWrangler } from './support/wrangler.ts'

const FILE = '.dev.vars'

const args = process.argv.slice(2)
const { values } = parseArgs({
  args,
  strict: false, // the others are for wrangler to judge
  options: {
    'persist-to': { type: 'string' },
    env: { type: 'string', short: 'e' },
    'env-file': { type: 'string', multiple: true },
  },
})

if (!values['env-file']) await addMissingSecrets() // with it, wrangler does not read .dev.vars
await migrate()
await serve()

/** Writes the required secrets that `.dev.vars` lacks, and never touches what it has. */
async function addMissingSecrets() {
  const { secrets } = readConfig({ config: 'wrangler.toml' })
  const old = existsSync(FILE) ? readFileSync(FILE, 'utf8') : ''
  const known = parseEnv(old)
  const missing = (secrets?.required ?? []).filter((name: string) => !known[name])
  if (missing.length === 0) return
  const separator = old === '' || old.endsWith('\n') ? '' : '\n'
  appendFileSync(FILE, separator + toEnvFile(await newDevSecrets(missing)), { mode: 0o600 })
  console.log(`${old ? 'Added to' : 'Created'} ${FILE} for local use: ${missing.join(', ')}`)
}

/** Brings the local database up to date. */
async function migrate() {
  const where = ['persist-to', 'env'].flatMap((name) => (values[name] ? [`--${name}`, String(values[name])] : []))
  const { status, output } = await captureWrangler(['d1', 'migrations', 'apply', 'DB', '--local', ...where])
  if (status === 0) return console.log('The local database is up to date.')
  console.error(output)
  process.exit(status)
}

/** Runs `wrangler dev` until it ends, and ends with its exit code. */
async function serve() {
  const wrangler = spawnWrangler(['dev', ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: {
      CLOUDFLARE_CF_FETCH_ENABLED: 'false', // starts without a network, too
      ...process.env,
      X_LOCAL_EXPLORER: 'false', // it shows the whole database to whoever reaches the port and says `Host: localhost`
    },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => wrangler.kill(signal))
  stopWithParent(() => wrangler.kill())
  listeningPort(wrangler).then(greet, () => {}) // if it ends before, it has said why
  process.exit(await exitCode(wrangler))
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

Every call is described at ${url}/docs (for machines: ${url}/openapi.json)
`)
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
