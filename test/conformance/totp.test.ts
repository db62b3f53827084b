import { describe, expect, it } from 'vitest'
import { matchingStep, totpCode } from '../../src/crypto/totp.ts'

const SECRET = new TextEncoder().encode('12345678901234567890')

describe('RFC 4226, appendix D', () => {
  const CODES = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']
  it.each([...CODES.entries()])('counter %i makes %s', (counter, code) => {
    expect(totpCode(SECRET, counter)).toBe(code)
  })
})

describe('RFC 6238, appendix B, with SHA-1', () => {
  const CODES: [seconds: number, code: string][] = [
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ]
  it.each(CODES)('at %i seconds it is %s', (seconds, code) => {
    expect(totpCode(SECRET, Math.floor(seconds / 30), 8)).toBe(code)
  })
})

describe('RFC 6238 §5.2: one step either way', () => {
  const now = new Date(1_111_111_109_000)
  const step = Math.floor(1_111_111_109 / 30)
  it.each([-2, -1, 0, 1, 2])('a code of %i steps from now', (distance) => {
    const found = matchingStep(SECRET, totpCode(SECRET, step + distance), now)
    expect(found).toBe(Math.abs(distance) <= 1 ? step + distance : undefined)
  })
})
