import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { lookUp } from '../../src/languages/lookup.ts'

/** The languages of the service, a file each, from the root of a checkout. */
export const HOUSE = 'locales'
/** What a team has of its own, which stands before those. */
export const OWN = 'src/extensions/locales'
/** The language that has every sentence first. */
export const SOURCE = 'en'

/** The tags of the languages in a folder; none if it is not there. */
export function tagsOf(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder) : []
  return names.filter((name) => name.endsWith('.json')).map((name) => name.replace('.json', ''))
}

/** The languages that there are in a checkout, those that only the team has among them. */
export const tagsIn = (root: string): string[] =>
  [...new Set([HOUSE, OWN].flatMap((folder) => tagsOf(join(root, folder))))].sort()

/** The language of the service that has what a language of the team lacks: the nearest one, or English. */
export const baseOf = (tag: string, house: readonly string[]): string => lookUp([tag], house) ?? SOURCE
