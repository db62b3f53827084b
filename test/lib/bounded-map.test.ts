import { expect, it } from 'vitest'
import { BoundedMap } from '../../src/lib/bounded-map.ts'

it('forgets what was put in first, and keeps the newest up to its limit', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1).set('b', 2).set('c', 3)
  expect([...map]).toEqual([
    ['b', 2],
    ['c', 3],
  ])
})

it('puts nothing out for an entry that is there already', () => {
  const map = new BoundedMap<string, number>(2)
  map.set('a', 1).set('b', 2).set('a', 3)
  expect([...map]).toEqual([
    ['a', 3],
    ['b', 2],
  ])
})
