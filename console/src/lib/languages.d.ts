/** Made of locales/ and src/extensions/locales/ by scripts/support/console-languages.ts. */
declare module 'virtual:languages' {
  import type { IntlMessageFormat } from 'intl-messageformat'

  /** A sentence; one with places is parsed. */
  export type Message = string | ReturnType<IntlMessageFormat['getAst']>
  /** What loads each language, by its tag. */
  export const LANGUAGES: Record<string, () => Promise<{ default: Record<string, Message> }>>
}
