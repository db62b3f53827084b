// Made from locales/ and src/extensions/locales/ by npm run generate. Do not edit.
import type { Catalogues } from './catalogue.ts'

/** The languages that there are, each loaded at its first use. */
export const CATALOGUES: Catalogues = {
  en: [],
}
