import { expect, it } from 'vitest'
import { asciiDigits } from '../../src/lib/ascii-digits.ts'

const characters = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
const digits = characters.filter((character) => /\p{Nd}/u.test(character))

it('every decimal digit of Unicode becomes one of ASCII, and each as many', () => {
  const counts = Map.groupBy(digits, asciiDigits)
  expect([...counts.keys()].sort()).toEqual([...'0123456789'])
  expect(new Set([...counts.values()].map(({ length }) => length)).size).toBe(1)
})

it('those that NFKC knows become the same', () => {
  const known = digits.filter((digit) => /^\d$/.test(digit.normalize('NFKC')))
  expect(known.length).toBeGreaterThan(60) // full width, and the styles of mathematics
  expect(known.map(asciiDigits)).toEqual(known.map((digit) => digit.normalize('NFKC')))
})

it('and nothing else becomes another', () => {
  expect(asciiDigits('a½²Ⅷ五٤४๔b')).toBe('a½²Ⅷ五444b')
})
