// npm run screenshots: takes the pictures of the documents of a running service, from Debian's Chromium or
// CHROMIUM_PATH. Those that no document shows, of every screen of the console and of the example, go into test-artifacts.
import { mkdirSync } from 'node:fs'
import { startConsole } from '../../test/browser/console-support.ts'
import { takeConsole } from './console.ts'
import { takeExampleWeb } from './example-web.ts'
import { takeLanguages } from './languages.ts'
import { takePages } from './pages.ts'

const SHOWN = 'docs/images'
const OTHERS = 'test-artifacts/console'
const OTHERS_OF_EXAMPLE = 'test-artifacts/example-web'

for (const directory of [SHOWN, OTHERS, OTHERS_OF_EXAMPLE]) mkdirSync(directory, { recursive: true })
const service = await startConsole({
  WEBHOOK_URLS: 'https://hooks.example.com/users',
  WEBHOOK_SECRET: `whsec_${'A'.repeat(32)}`,
})
try {
  await takePages(service.url, SHOWN)
  await takeLanguages(service.url, SHOWN)
  await takeConsole(service, SHOWN, OTHERS)
} finally {
  await service.stop()
}
await takeExampleWeb(SHOWN, OTHERS_OF_EXAMPLE)
