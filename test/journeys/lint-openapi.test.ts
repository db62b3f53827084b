import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

// As for newman, npx fetches the linters where CI is set.
it.runIf(process.env.CI)('linters have nothing to say about the document', { timeout: 180_000 }, async () => {
  const lint = promisify(execFile)(process.execPath, ['scripts/lint-openapi.ts'])
  const said = await lint.then(
    () => '',
    ({ stdout, stderr }) => `${stdout}${stderr}`,
  )
  expect(said).toBe('')
})
