import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningService, startService } from './support/wrangler-dev.ts'

// A project of its own, with the tools that others use: it knows the service by its document, as that serves it.
const PROJECT = join(import.meta.dirname, '../other-languages')
const GENERATED = join(PROJECT, 'generated')

const runNode = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: PROJECT })
const tool = (path: string) => join(PROJECT, 'node_modules', path)

let service: RunningService

beforeAll(async () => {
  service = await startService({ PASSWORD_ITERATIONS: '20000' })
  await mkdir(GENERATED, { recursive: true })
  const document = await fetch(`${service.url}/openapi.json`)
  await writeFile(join(GENERATED, 'openapi.json'), await document.text())
  await runNode(tool('openapi-typescript/bin/cli.js'), 'generated/openapi.json', '--output', 'generated/latchkey.ts')
})

afterAll(async () => {
  await service?.stop()
  await rm(GENERATED, { recursive: true, force: true })
})

describe('a client that openapi-typescript and openapi-fetch make of the document', () => {
  it('type-checks, and refuses mistakes', async () => {
    const said = await runNode(tool('typescript/bin/tsc'), '--pretty', 'false').catch(({ stdout }) => ({ stdout }))
    expect(said.stdout).toBe('')
  })

  it('works with the running service', async () => {
    const { stdout } = await runNode('program.ts', service.url)
    expect(JSON.parse(stdout)).toEqual({
      name: 'Robin II',
      isCurrent: true,
      activity: ['registered'],
      ended: 'session_not_found',
      provider: 'provider_not_configured',
      twice: 'taken',
      loggedOut: 204,
      hasTokens: true,
    })
  })
})
