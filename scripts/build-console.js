// npm run build:console: builds the console (console/) into public/admin, which the Worker serves. Arguments are passed on to
// vite build: npm run build:console -- --watch
// With --if-older it does nothing if what is there is newer than its source. With --optional, which is for npm install, a failure
// is a warning. It is JavaScript for the sake of Node 20, which runs it where the Node among our dependencies is not
// installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const BUILT = 'public/admin/index.html'
const LANGUAGES = ['locales', 'src/extensions/locales'] // the team may have none
const LOADERS = ['scripts/support/console-languages.ts', 'scripts/support/language-files.ts']
const SOURCES = ['console', 'client', ...LANGUAGES, ...LOADERS, 'package-lock.json'].filter(existsSync)

const OWN = ['--if-older', '--optional']
const args = process.argv.slice(2).filter((arg) => !OWN.includes(arg))
const [isIfOlder, isOptional] = OWN.map((arg) => process.argv.includes(arg))

if (!isIfOlder || !existsSync(BUILT) || newest(SOURCES) > statSync(BUILT).mtimeMs) build()

function build() {
  const problem = runVite()
  if (!problem) return
  if (isOptional) console.warn(`The console was not built (${problem}). Try again: npm run build:console`)
  else {
    console.error(`The console was not built: ${problem}`)
    process.exitCode = 1
  }
}

/** Returns what went wrong, or nothing. */
function runVite() {
  const vite = viteCommand()
  if (!vite) return 'Vite is not installed'
  const options = ['build', '--config', 'console/vite.config.ts', '--logLevel', args.length > 0 ? 'info' : 'warn']
  const env = { ...process.env, NODE_ENV: 'production' } // tests that serve may be the first to build it, and theirs is another
  const { status, error } = spawnSync(process.execPath, [vite, ...options, ...args], { stdio: 'inherit', env })
  if (error) return String(error)
  return status === 0 ? undefined : `vite build ended with ${status}`
}

function viteCommand() {
  try {
    const manifest = createRequire(import.meta.url).resolve('vite/package.json')
    return join(dirname(manifest), 'bin/vite.js')
  } catch {
    return undefined // npm install --omit=dev
  }
}

/** When the newest of these files was changed, in milliseconds. */
function newest(paths) {
  const times = paths.map((path) => {
    const stat = statSync(path)
    return stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs
  })
  return Math.max(0, ...times)
}
