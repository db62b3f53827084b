import { acceptedLanguages } from './accepted-languages.ts'
import { CATALOGUES } from './catalogues.gen.ts'
import { Language, type Messages } from './language.ts'
import { lookUp } from './lookup.ts'

/** What is known of the languages of somebody. */
export interface Wish {
  /** What they chose, or the link that they have followed. */
  locale?: string | null | undefined
  /** What a call asks for: its header `Accept-Language`. */
  acceptLanguage?: string | undefined
  /** What everybody gets of whom nothing is known. */
  fallback?: string | undefined
}

/**
 * The language to speak to somebody in: what they chose, else what the call asks for, else the fallback, else English;
 * of each the nearest that there is. It loads the sentences of that language, and of no other.
 */
export async function languageFor({ locale, acceptLanguage, fallback }: Wish): Promise<Language> {
  const wanted = [...(locale ? [locale] : []), ...acceptedLanguages(acceptLanguage), ...(fallback ? [fallback] : [])]
  const tag = lookUp(wanted, Object.keys(CATALOGUES)) ?? 'en'
  const parts = await Promise.all((CATALOGUES[tag] ?? []).map((load) => load()))
  const messages: Messages = Object.assign({}, ...parts.map((part) => part.default))
  return new Language(tag, messages)
}
