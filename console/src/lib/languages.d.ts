/** Made of locales/ and src/extensions/locales/ by scripts/support/console-languages.ts. */
declare module 'virtual:languages' {
  import type { IntlMessageFormat } from 'intl-messageformat'

  /** A sentence; one with places is parsed. */
  type Message = string | ReturnType<IntlMessageFormat['getAst']>
  /** Each language has the keys of English. */
  type Load = <Key extends string>() => Promise<{ default: Record<Key, Message> }>

  /** What loads each language, by its tag. */
  export const LANGUAGES: { en: Load; [tag: string]: Load }
}
