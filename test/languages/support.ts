type Sentences = Record<string, string>

const files = import.meta.glob<Sentences>('../../locales/*.json', { eager: true, import: 'default' })

/** The house's own languages, by their tags, with the sentences that are asked for. What a team adds may be incomplete. */
export const catalogues = (isWanted: (key: string) => boolean): [tag: string, Sentences][] =>
  Object.entries(files).map(([file, sentences]) => [
    /([\w-]+)\.json$/.exec(file)?.[1] ?? '',
    Object.fromEntries(Object.entries(sentences).filter(([key]) => isWanted(key))),
  ])

/** Whether a sentence is one of the console. They have places of another kind. */
export const isOfConsole = (key: string): boolean => key.startsWith('console.')

/** English says these in most sentences, and none of the other languages has such words. */
export const ENGLISH_WORDS = /\b(the|your|you|this|and|with|were|from)\b/i
