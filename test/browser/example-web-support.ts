import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { build } from 'vite'
import { type RunningDev, startDev } from '../journeys/support/npm-dev.ts'
import { withAvatars } from '../support/with-avatars.ts'

const PROJECT = join(import.meta.dirname, '../..')
const EXAMPLE = join(PROJECT, 'examples/web')

const TIMEOUT_MS = 15_000

/** Ways in that are off until a setting says otherwise. */
export const ALL_ON = ['GUESTS', 'LOGIN_CODES', 'SIGN_UP_BY_CODE', 'FACTORS', 'PASSKEYS']

/** The example and the service that it calls, of which nothing is left after `stop`. */
export interface RunningExample {
  /** The origin of the app. */
  origin: string
  service: RunningDev
  stop(): Promise<void>
}

/** Starts `npm run dev -- --stand-in-providers` with these settings on and a bucket for pictures, and serves a build of the example for it. */
export async function startExample(on: readonly string[] = ALL_ON): Promise<RunningExample> {
  const built = await mkdtemp(join(tmpdir(), 'latchkey-example-'))
  const website = serve(built)
  // Passkeys are for domains: the app is at `localhost`, and not at an IP address.
  await new Promise<void>((resolve) => website.listen(0, 'localhost', resolve))
  const origin = `http://localhost:${(website.address() as AddressInfo).port}`
  const removeWebsite = async () => {
    website.close()
    website.closeAllConnections()
    await rm(built, { recursive: true })
  }
  try {
    const settings = [...on.map((name) => `${name}:on`), `CORS_ORIGINS:${origin}`]
    const vars = settings.flatMap((setting) => ['--var', setting])
    const service = await startDev(['--stand-in-providers=0', ...vars], PROJECT, configure)
    await buildExample(built, { VITE_API_URL: service.url, VITE_GOOGLE_STAND_IN: standInOf(service) })
    return { origin, service, stop: () => service.stop().then(removeWebsite) }
  } catch (error) {
    await removeWebsite()
    throw error
  }
}

/** A bucket for pictures, and room for ten tabs of one session, of which each lists its devices: that is more than a person does in a minute. */
function configure(toml: string): string {
  const changed = toml.replace(/(name = "LIMIT_ACCOUNT"\n.*\nsimple = \{ limit = )\d+/, '$1200')
  if (changed === toml) throw new Error('wrangler.toml has no such limit to raise')
  return withAvatars(changed)
}

const standInOf = ({ greeting }: RunningDev): string => /stand-ins: (\S+)/.exec(greeting)?.[1] ?? ''

/** Builds it as `npm run build` does there, but with the client's source in the place of the package. */
async function buildExample(outDir: string, settings: Record<string, string>): Promise<void> {
  Object.assign(process.env, settings) // they go before those of .env.production
  await build({
    configFile: join(EXAMPLE, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true },
    resolve: {
      alias: {
        'latchkey/client': join(PROJECT, 'client/index.ts'),
        'latchkey/react': join(PROJECT, 'client/react/index.ts'),
      },
    },
  })
}

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

const serve = (directory: string): Server =>
  createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const file = pathname === '/' ? '/index.html' : pathname
    const content = await readFile(join(directory, file)).catch(() => undefined)
    response.writeHead(content ? 200 : 404, { 'content-type': TYPES[extname(file)] ?? 'text/plain' })
    response.end(content)
  })

/** A new tab of the app; what the browser complains about is added to `complaints`. */
export async function openExample(
  browser: BrowserContext,
  { origin }: RunningExample,
  complaints: string[],
  hash = '',
): Promise<Page> {
  const page = await browser.newPage()
  page.setDefaultTimeout(TIMEOUT_MS)
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (line) => {
    const isOfNetwork = line.text().startsWith('Failed to load resource')
    if (['error', 'warning'].includes(line.type()) && !isOfNetwork) complaints.push(line.text())
  })
  await page.goto(`${origin}/${hash}`)
  return page
}
