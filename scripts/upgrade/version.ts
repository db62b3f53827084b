import { Complaint } from '../generate/complaint.ts'

/** The version in a package.json. Throws a `Complaint` if it is not Latchkey's; a team may have given its own another name. */
export function versionOf(packageJson: string | undefined, whose: string, { isOurs = false } = {}): string {
  const { name, version } = packageJson === undefined ? {} : parse(packageJson, whose)
  if (typeof version === 'string' && (isOurs || (name === 'latchkey' && VERSION.test(version)))) return version
  throw new Complaint(
    `${whose} is no checkout of Latchkey: its package.json ${packageJson ? 'names another package, or no version' : 'is missing'}.`,
  )
}

const VERSION = /^\d+\.\d+\.\d+[\w.+-]*$/

function parse(text: string, whose: string): { name?: unknown; version?: unknown } {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Complaint(`package.json of ${whose} cannot be read`, { cause })
  }
}

/** By Semantic Versioning (clause 11), but that two previews are compared by their text. */
export function compareVersions(one: string, other: string): number {
  const [[a, preview = ''], [b, otherPreview = '']] = [partsOf(one), partsOf(other)]
  const byNumber = a.localeCompare(b, 'en', { numeric: true })
  if (byNumber !== 0 || preview === otherPreview) return byNumber
  if (!preview || !otherPreview) return preview ? -1 : 1
  return preview.localeCompare(otherPreview, 'en', { numeric: true })
}

function partsOf(version: string): [numbers: string, preview?: string] {
  const [text = ''] = version.split('+')
  const [numbers = '', ...preview] = text.split('-')
  return preview.length > 0 ? [numbers, preview.join('-')] : [numbers]
}
