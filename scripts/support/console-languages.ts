import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Plugin } from 'vite'
import { lookUp } from '../../src/languages/lookup.ts'

const LIST = 'virtual:languages'
const ONE = 'virtual:language-'
const FOLDERS = ['locales', 'src/extensions/locales'] as const // what is in the second stands before the first
const SOURCE = 'en'

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

/** The languages that there are, those that only the team has among them. */
export const tagsIn = (root: string): string[] => {
  return [...new Set(FOLDERS.flatMap((folder) => tagsOf(join(root, folder))))].sort()
}

function tagsOf(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.filter((name) => name.endsWith('.json')).map((name) => name.replace('.json', ''))
}

const listOf = (tags: string[]): string =>
  `export const LANGUAGES = {\n${tags.map((tag) => `'${tag}': () => import('${ONE}${tag}'),`).join('\n')}\n}`

/** English first, and then the nearest of the service's languages: what a file says stands before those ahead of it. */
const filesOf = (root: string, tag: string): string[] =>
  [...new Set([SOURCE, lookUp([tag], tagsOf(join(root, FOLDERS[0]))) ?? SOURCE, tag])]
    .flatMap((name) => FOLDERS.map((folder) => join(root, folder, `${name}.json`)))
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
