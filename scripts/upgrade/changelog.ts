/** A line that says that something breaks begins so, or is under a heading that begins with "Breaking". */
const MARK = '**Breaking:**'

/** The entries of a changelog that are not in another: those that break something, and how many others there are. */
export function newEntries(changelog: string, old: string): { breaking: string[]; others: number } {
  const known = new Set(entriesOf(old).map(({ text }) => text))
  const entries = entriesOf(changelog).filter(({ text }) => !known.has(text))
  const breaking = entries.filter(({ breaks }) => breaks).map(({ text }) => text.replace(MARK, '').trim())
  return { breaking, others: entries.length - breaking.length }
}

/** The entries, each as one line without the dash. */
function entriesOf(changelog: string): { text: string; breaks: boolean }[] {
  return changelog.split(/^(?=#{2,3} )/m).flatMap((section) => {
    const isBreaking = /^#{2,3} Breaking\b/.test(section)
    const items = section.match(/^- .*\n(?: +.*\n|\n(?= {2}))*/gm) ?? []
    return items.map((item) => {
      const text = item.slice(2).replaceAll(/\s+/g, ' ').trim()
      return { text, breaks: isBreaking || text.startsWith(MARK) }
    })
  })
}
