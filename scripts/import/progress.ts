import { stderr } from 'node:process'

const BAR_WIDTH = 30
const REDRAW_MS = 200
const LINE_MS = 10_000 // where there is no terminal

/** Shows how far a piece of work has come: a bar in a terminal, and now and then a line elsewhere. */
export function showProgress(total: number | undefined) {
  let shownAt = performance.now()
  return {
    update(done: number, text: string) {
      const now = performance.now()
      if (now - shownAt < (stderr.isTTY ? REDRAW_MS : LINE_MS)) return
      shownAt = now
      const share = total ? Math.min(1, done / total) : undefined
      const percent = share === undefined ? '' : `${Math.floor(share * 100)}%`.padStart(4)
      if (!stderr.isTTY) return stderr.write(`${percent} ${text}\n`)
      const bar = share === undefined ? '' : `[${'#'.repeat(share * BAR_WIDTH).padEnd(BAR_WIDTH)}]`
      stderr.write(`\r\x1b[K${bar}${percent} ${text}`)
    },
    clear() {
      if (stderr.isTTY) stderr.write('\r\x1b[K')
    },
  }
}
