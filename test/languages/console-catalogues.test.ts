import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { placesIn } from '../../scripts/support/places-in.ts'
import { catalogues, ENGLISH_WORDS, isOfConsole } from './support.ts'

const languages = catalogues(isOfConsole)
const english = languages.find(([tag]) => tag === 'en')?.[1] ?? {}

/** The forms of each plural in a message, sorted. */
const pluralsIn = (message: string): string[][] =>
  new IntlMessageFormat(message, 'en')
    .getAst()
    .flatMap((element) => ('pluralType' in element ? [Object.keys(element.options).sort()] : []))

/** Without what is written in code: settings, files and commands. */
const spoken = (message: string) => message.replace(/\b[A-Z]+_[A-Z_]+\b|[\w.]+\.toml|npm run \w+/g, '')

describe.each(languages)('%s', (tag, messages) => {
  it('has every sentence of the console, in the order of the English ones, and no other', () => {
    expect(Object.keys(messages)).toEqual(Object.keys(english))
  })

  it('has the same places and tags', () => {
    for (const [key, message] of Object.entries(messages))
      expect(placesIn(message), key).toEqual(placesIn(english[key] ?? ''))
  })

  it('says each plural that the language has, or all of them alike', () => {
    const forms = new Intl.PluralRules(tag).resolvedOptions().pluralCategories.sort()
    for (const [key, message] of Object.entries(messages))
      for (const said of pluralsIn(message)) expect([forms, ['other']], key).toContainEqual(said)
  })

  it.runIf(tag !== 'en')('has no English left', () => {
    for (const [key, message] of Object.entries(messages)) expect(spoken(message), key).not.toMatch(ENGLISH_WORDS)
  })
})
