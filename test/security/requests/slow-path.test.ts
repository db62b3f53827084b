import { expect, it } from 'vitest'
import { app } from '../../../src/app.ts'
import { foldCase } from '../../../src/http/fold-case.ts'

/** A path that counts how often a part of it is looked up. */
const lookUps = (path: string) => {
  let count = 0
  const { has } = Set.prototype
  Set.prototype.has = function (value) {
    count++
    return has.call(this, value)
  }
  try {
    foldCase(() => app.routes)(path)
  } finally {
    Set.prototype.has = has
  }
  return count
}

it('costs no more for thousands of slashes in a path with a capital', () => {
  expect(lookUps(`/A${'/'.repeat(16_000)}`)).toBeLessThan(100)
})
