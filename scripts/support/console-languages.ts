import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Plugin } from 'vite'
import { baseOf, HOUSE, OWN, SOURCE, tagsIn, tagsOf } from './language-files.ts'

const LIST = 'virtual:languages'
const ONE = 'virtual:language-'

type Messages = Record<string, string>

/**
 * Makes `virtual:languages` of the files of a checkout: what loads each language that there is. A language is a chunk with
 * the console's sentences and no others, in the nearest language or English where it has none of its own. They are parsed here, so that no
 * browser needs a parser, and a sentence with a mistake fails the build.
 */
export function consoleLanguages(root: string): Plugin {
  return {
    name: 'console-languages',
    resolveId: (id) => (id === LIST || id.startsWith(ONE) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${LIST}`) return listOf(tagsIn(root))
      if (!id.startsWith(`\0${ONE}`)) return undefined
      const tag = id.slice(ONE.length + 1)
      for (const file of filesOf(root, tag)) this.addWatchFile(file)
      return `export default ${JSON.stringify(parsed(consoleMessages(root, tag), tag))}`
    },
  }
}

/** The console's sentences in a language; where it has none, in the nearest one, or in English. */
export function consoleMessages(root: string, tag: string): Messages {
  const messages: Messages = Object.assign({}, ...filesOf(root, tag).map(read))
  return Object.fromEntries(Object.entries(messages).filter(([key]) => key.startsWith('console.')))
}

const listOf = (tags: string[]): string =>
  `export const LANGUAGES = {\n${tags.map((tag) => `'${tag}': () => import('${ONE}${tag}'),`).join('\n')}\n}`

/** English first, and then the nearest of the service's languages: what a file says stands before those ahead of it. */
const filesOf = (root: string, tag: string): string[] =>
  [...new Set([SOURCE, baseOf(tag, tagsOf(join(root, HOUSE))), tag])]
    .flatMap((name) => [HOUSE, OWN].map((folder) => join(root, folder, `${name}.json`)))
    .filter((file) => existsSync(file))

const read = (file: string): Messages => JSON.parse(readFileSync(file, 'utf8'))

/** A sentence without places stays a string. Throws for one that is no ICU MessageFormat. */
const parsed = (messages: Messages, tag: string) =>
  Object.fromEntries(
    Object.entries(messages).map(([key, message]) => {
      const elements = new IntlMessageFormat(message, tag).getAst()
      const [first] = elements
      return [key, elements.length === 1 && first && 'value' in first && first.type === 0 ? first.value : elements]
    }),
  )
