import type { Plugin } from 'rolldown'

const LANGUAGE = /[/\\]locales[/\\][\w-]+\.json$/

/**
 * Makes modules of languages, without the console's sentences, which are in its own files
 * (scripts/support/console-languages.ts). Each is one text until it is loaded: the runtime compiles every module when an
 * isolate starts, and that takes half of the time that it does for an object of sentences.
 */
export const languageModules: Plugin = {
  name: 'language-modules',
  transform: {
    filter: { id: LANGUAGE },
    handler: (code) => {
      const messages = JSON.stringify(withoutConsoleKeys(JSON.parse(code)))
      return { code: `export default JSON.parse(${JSON.stringify(messages)})`, moduleType: 'js', map: null }
    },
  },
}

const withoutConsoleKeys = (messages: Record<string, string>) =>
  Object.fromEntries(Object.entries(messages).filter(([key]) => !key.startsWith('console.')))
