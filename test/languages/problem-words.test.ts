import { describe, expect, it } from 'vitest'
import english from '../../locales/en.json' with { type: 'json' }

const sources = import.meta.glob<string>(
  [
    '../../src/{http,domain,model,lib,extension-kit}/**/*.ts',
    '!../../src/http/openapi/**',
    '!../../src/domain/hooks/**',
  ],
  { eager: true, query: '?raw', import: 'default' },
)

/** How the words about a field begin, in a text or a template. They come after its name. */
const ABOUT_A_FIELD = /(?:'|`)((?:must|is|has|of) (?:[^'`\\]|\$\{[^}]*\})+)(?:'|`)/g

/** Texts that begin so, and are no message. */
const OTHERS = [/ IS |^is (null|undefined)$/, /^is missing or wrong\. They are changed by a deployment/]

const fieldMessages = Object.values(sources)
  .flatMap((source) => source.split('\n'))
  .filter((line) => !/v\.(description|metadata)\(|description:|^\s*(\*|\/\/|\/\*)/.test(line))
  .flatMap((line) => [...line.matchAll(ABOUT_A_FIELD)].map(([, text = '']) => text))
  .filter((text) => !OTHERS.some((other) => other.test(text)))

/** What a problem says in the place of the catalogue's words. Those of src/rpc/ stay English. */
const problemMessages = Object.values(sources).flatMap((source) =>
  [...source.matchAll(/new Problem\('\w+', \{ message: '([^']+)'/g)].map(([, text = '']) => text),
)

/** The words as src/languages/translate-problem.ts looks for them. */
function withPlaces(text: string): string {
  let place = 0
  return text.replace(/\$\{\w+\}|(?<= )\d+(?=$| )/g, () => `{n${++place}}`)
}

describe('the words about a field', () => {
  it('are found in the source', () => {
    expect(fieldMessages.length).toBeGreaterThan(30)
  })

  it.each([...new Set(fieldMessages)])('"%s" are in the catalogue', (text) => {
    expect(Object.keys(english)).toContain(`field.${withPlaces(text)}`)
  })
})

describe('the words of a problem that are not in its catalogue', () => {
  it('are found in the source', () => {
    expect(problemMessages).toContain('The password is wrong.')
  })

  it.each(problemMessages)('"%s" are in that of the languages', (text) => {
    expect(Object.keys(english)).toContain(`problem.${withPlaces(text)}`)
  })
})
