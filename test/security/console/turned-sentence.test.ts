import { expect, it } from 'vitest'
import { setApart } from '../../../console/src/lib/set-apart.ts'

// Attack: name a passkey or a device so that the console asks its admin something else.

const TURNING = 'phone\u2069\u202e?reven evomeR\u200f'

it.each(['ltr', 'rtl'] as const)('a name turns nothing of the sentence that it is in: %s', (direction) => {
  expect(setApart(TURNING, direction)).toBe('\u2068phone?reven evomeR\u2069')
})

it('a name that turns nothing stays as it is, in Hebrew, too', () => {
  for (const name of ['Chrome on Mac', 'הטלפון שלי', 'a\u200d\u{1f469}']) {
    expect(setApart(name, 'ltr')).toBe(name)
    expect(setApart(name, 'rtl')).toBe(`\u2068${name}\u2069`)
  }
})
