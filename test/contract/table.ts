/** The cells of each row of the first table under a heading, without the head. */
export function tableUnder(text: string, heading: string): string[][] {
  const lines = text.split('\n')
  const start = lines.indexOf(heading)
  if (start < 0) throw new Error(`there is no ${heading}`)
  const rest = lines.slice(start + 1)
  const end = rest.findIndex((line) => line.startsWith('#'))
  const rows = rest.slice(0, end < 0 ? undefined : end).filter((line) => line.startsWith('|'))
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  )
}

/** What stands in backticks, or the cell as it is. */
export const code = (cell: string): string => /^`(.*)`$/.exec(cell)?.[1] ?? cell
