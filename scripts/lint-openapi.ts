// npm run lint:openapi: what the linters that others use say of public/openapi.json. Fails for a warning, too.
import { execFileSync } from 'node:child_process'

// They have 240 packages that nobody else needs, so they are no dependencies: npx fetches them.
const PACKAGES = ['@redocly/cli@2.77.0', '@stoplight/spectral-cli@6.16.3']
const FILE = 'public/openapi.json'
const COMMANDS = [
  `redocly lint --extends recommended-strict ${FILE}`, // strict: a warning is an error
  `spectral lint --fail-severity hint ${FILE}`, // reads .spectral.yaml
]

// Both would tell their makers that they were installed or run.
const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
const install = ['--yes', '--ignore-scripts', ...PACKAGES.map((name) => `--package=${name}`)]
try {
  execFileSync('npx', [...install, '-c', COMMANDS.join(' && ')], { stdio: 'inherit', env })
} catch {
  process.exitCode = 1 // what is wrong has been printed
}
