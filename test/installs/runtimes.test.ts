import { describe, it } from 'vitest'
import { expectRight } from '../journeys/support/packed-verifier.ts'

describe('the packed verifier', () => {
  it.each([
    ['Deno', ['--yes', 'deno', 'run', '--allow-net', '--allow-env', '--allow-read']],
    ['Bun', ['--yes', 'bun', 'run']],
  ])('runs in %s', { timeout: 180_000 }, (_, args) => expectRight('npx', args))
})
