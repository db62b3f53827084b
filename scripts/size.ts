// npm run size: builds the Worker as it is deployed, and the console, and fails if a part of them is over its budget or
// contains what does not belong in it.
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { bundle, type WorkerModule } from './build-worker/bundle.ts'

const KIB = 1_024

/** KiB of each module, gzipped. `entry` is what an isolate loads before it answers; src/on-demand.ts lists the others. */
const BUDGETS: Record<string, number> = {
  entry: 39.5,
  shared: 14.5, // what src/extensions has in common with a module is in it, too
  sessions: 1.5,
  profile: 2,
  uploads: 8,
  avatar: 1,
  guests: 2.5,
  factors: 12.5,
  'second-factor': 2,
  granted: 1,
  'token-claims': 0.5,
  'guard-hooks': 3,
  sealing: 8,
  'merge-guest': 1,
  'login-code': 4,
  identities: 4,
  passkeys: 5,
  password: 2.5,
  email: 3,
  account: 3.5,
  service: 2,
  users: 4.5,
  operating: 9,
  admin: 2,
  association: 1,
  pages: 4,
  console: 1,
  mail: 3,
  languages: 2,
  'deliver-mail': 1,
  'password-formats': 12,
  'oidc-providers': 1.5,
  'id-tokens': 2.5,
  webauthn: 5,
  'common-passwords': 48,
  'pwned-passwords': 1,
  'apple-revocation': 1,
  'adopt-legacy-token': 2,
  decompress: 0.5,
  sweep: 2.5,
  deliver: 1,
  outbox: 3,
  sending: 7.5,
  'remote-keys': 3.5,
  jose: 5,
  'access-assertion': 1,
  audit: 2,
  'user-changes': 5,
  'count-mail': 0.5,
  count: 2,
  overview: 5,
  webhooks: 4,
  'verify-token': 1,
  'user-calls': 3.5,
  calling: 1.5,
  supabase: 14,
  'supabase-api': 1.5,
  'supabase-operations': 9.5, // what the domain does for that protocol alone
  'rolldown-runtime': 0.5,
}

/** KiB of each language, gzipped. */
const LANGUAGE_BUDGET = 8

/** KiB of what the console loads before it shows something, gzipped. Its charts come after the numbers. */
const CONSOLE_BUDGET = 250

/** hono-openapi imports zod, which alone would break the budget; Drizzle's work is done in src/db/statements/. */
const UNWANTED = /node_modules\/(zod|drizzle-orm|hono-openapi)\//

const ROOT = join(import.meta.dirname, '..')

const modules = await bundle(ROOT)
const entry = modules.filter(({ isEntry }) => isEntry)
judge('entry', entry)
for (const module of modules.filter((other) => !entry.includes(other))) judge(module.file.replace('.js', ''), [module])
console.log(`${'together'.padEnd(20)} ${kib(gzipped(modules))}`)
refuseUnwanted(modules)
judgeConsole()

function judge(name: string, parts: WorkerModule[]) {
  const ownBytes = parts.map((part) => part.ownBytes).reduce((sum, length) => sum + length, 0)
  const budget = name.startsWith('language-') ? LANGUAGE_BUDGET : BUDGETS[name]
  if (budget === undefined && ownBytes > 0) {
    return console.log(`${name.padEnd(20)} ${kib(gzipped(parts))}, of src/extensions`)
  }
  const bytes = Math.max(0, gzipped(parts) - ownBytes) // as if none of them could be compressed: no team has to raise our budgets
  console.log(`${name.padEnd(20)} ${kib(bytes)} of ${budget === undefined ? '?' : kib(budget * KIB)}`)
  if (budget === undefined) fail(`${name} has no budget: give it one, in ${placeOf('BUDGETS')}`)
  else if (bytes > budget * KIB)
    fail(
      `${name} is over its budget. It is yours to raise, here: ${placeOf(name.startsWith('language-') ? 'LANGUAGE_BUDGET' : name)}`,
    )
}

function refuseUnwanted(parts: WorkerModule[]) {
  const unwanted = parts.flatMap(({ sources }) => sources).filter((file) => UNWANTED.test(file))
  if (unwanted.length > 0)
    fail(`There are ${unwanted.length} files in it that do not belong there, such as ${unwanted[0]}.`)
  const speaking = parts.find(({ code }) => code.includes('console.ui.cancel'))
  if (speaking) fail(`${speaking.file} has the console's sentences, which only browsers need.`)
}

function gzipped(parts: WorkerModule[]): number {
  return parts.map(({ code }) => gzipSync(code).length).reduce((sum, length) => sum + length, 0)
}

/** What its page names is its first screen, and one language, of which the largest counts. */
function judgeConsole() {
  const { status } = spawnSync(process.execPath, ['scripts/build-console.js', '--if-older'], {
    cwd: ROOT,
    stdio: 'inherit',
  })
  if (status !== 0) return fail('The console does not build.')
  const page = readFileSync(join(ROOT, 'public/admin/index.html'), 'utf8')
  const assets = [...page.matchAll(/"\/(admin\/assets\/[^"]+)"/g)].map(([, path = '']) => join(ROOT, 'public', path))
  const sizes = [page, ...assets.map((file) => readFileSync(file))].map((content) => gzipSync(content).length)
  const bytes = sizes.reduce((sum, length) => sum + length, largestLanguage())
  console.log(`${'console, first screen'.padEnd(20)} ${kib(bytes)} of ${kib(CONSOLE_BUDGET * KIB)}`)
  if (bytes > CONSOLE_BUDGET * KIB) fail(`The console is over its budget: ${placeOf('CONSOLE_BUDGET')}`)
}

function largestLanguage(): number {
  const folder = join(ROOT, 'public/admin/assets')
  const files = readdirSync(folder).filter((file) => file.startsWith('language-'))
  if (files.length === 0) fail('The console has no language.')
  return Math.max(...files.map((file) => gzipSync(readFileSync(join(folder, file))).length))
}

/** Where in this file a name stands. */
function placeOf(name: string): string {
  const lines = readFileSync(import.meta.filename, 'utf8').split('\n')
  return `scripts/size.ts:${lines.findIndex((line) => line.trim().replaceAll("'", '').startsWith(`${name}:`) || line.startsWith(`const ${name}`)) + 1}`
}

function kib(bytes: number): string {
  return `${(bytes / KIB).toFixed(1).padStart(5)} KiB`
}

function fail(reason: string) {
  console.error(reason)
  process.exitCode = 1
}
