import type { Plugin } from 'rolldown'

const LANGUAGE = /[/\\]locales[/\\][\w-]+\.json$/

/** Leaves the console's sentences out of languages: they are in its own files (scripts/support/console-languages.ts). */
export const withoutConsole: Plugin = {
  name: 'without-console',
  transform: {
    filter: { id: LANGUAGE },
    handler: (code) => ({ code: JSON.stringify(withoutConsoleKeys(JSON.parse(code))), map: null }),
  },
}

const withoutConsoleKeys = (messages: Record<string, string>) =>
  Object.fromEntries(Object.entries(messages).filter(([key]) => !key.startsWith('console.')))
