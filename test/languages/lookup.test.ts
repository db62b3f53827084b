import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { acceptedLanguages } from '../../src/languages/accepted-languages.ts'
import { lookUp } from '../../src/languages/lookup.ts'

const AVAILABLE = ['ar', 'de', 'en', 'he', 'id', 'pt-BR', 'zh-Hans', 'zh-Hant']

describe('the nearest language', () => {
  it.each([
    [['de'], 'de'],
    [['de-CH-1996'], 'de'],
    [['de-x-private'], 'de'],
    [['DE-at'], 'de'],
    [['fi', 'de'], 'de'],
    [['*', 'de'], 'de'],
    [['zh'], 'zh-Hans'],
    [['zh-CN'], 'zh-Hans'],
    [['zh-TW'], 'zh-Hant'],
    [['zh-HK'], 'zh-Hant'],
    [['zh-Hant-HK'], 'zh-Hant'],
    [['zh-Hans-TW'], 'zh-Hans'],
    [['pt'], 'pt-BR'],
    [['pt-PT'], 'pt-BR'],
    [['iw'], 'he'],
    [['in-ID'], 'id'],
    [['fi'], undefined],
    [['not a tag', '', 'a', '-'], undefined],
    [[], undefined],
  ])('of %j is %s', (ranges, found) => {
    expect(lookUp(ranges, AVAILABLE)).toBe(found)
  })

  it('is found whatever is asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (ranges) => {
        expect([...AVAILABLE, undefined]).toContain(lookUp(ranges, AVAILABLE))
      }),
    )
  })
})

describe('the header Accept-Language', () => {
  it.each([
    ['de', ['de']],
    ['de-CH, de;q=0.9, en;q=0.8', ['de-CH', 'de', 'en']],
    ['en;q=0.2,de;q=0.9', ['de', 'en']],
    ['de ; q=0.5 , fr', ['fr', 'de']],
    ['de;q=0, fr;q=0.000', []],
    ['*', []],
    ['de;q=2, fr;q=x, it;level=1, es', ['es']],
    [',,;;q=,é,\u0000', []],
    ['', []],
    [undefined, []],
  ])('%j asks for %j', (header, languages) => {
    expect(acceptedLanguages(header)).toEqual(languages)
  })

  it('is read in a moment, however long it is', () => {
    const started = performance.now()
    for (const long of ['a-'.repeat(100_000), ' '.repeat(100_000), 'de,'.repeat(100_000)]) acceptedLanguages(long)
    expect(performance.now() - started).toBeLessThan(200)
    expect(acceptedLanguages('de,'.repeat(1_000)).length).toBeLessThanOrEqual(20)
  })
})
