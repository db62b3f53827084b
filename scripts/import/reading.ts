import type { FormatSecrets } from '../../src/crypto/password-formats/format.ts'
import type { Format, FormatOptions } from './from/format.ts'

/** Which fields of a document (`a.b` for one inside another) become which profile fields. */
export type FieldMap = ReadonlyMap<string, string>

/** How documents are read. */
export interface Reading {
  format: Format
  formatOptions: FormatOptions
  map: FieldMap
  secrets: FormatSecrets
}
