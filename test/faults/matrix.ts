import { drawTable } from '../support/draw-table.ts'

/** How many faults at one point were answered all the same, and how many with 503. */
interface Outcomes {
  point: string
  answered: number
  unavailable: number
}

/** By row, the points at which all faults came out right. */
export type Matrix = Map<string, Outcomes[]>

/** The matrix as a table in Markdown. */
export function drawMatrix(matrix: Matrix): string {
  const points = [...new Set([...matrix.values()].flatMap((cells) => cells.map(({ point }) => point)))]
  const lines = [...matrix].map(([row, cells]) => [
    row,
    ...points.map((point) => {
      const cell = cells.find((each) => each.point === point)
      return cell ? `✓ ${cell.answered} answered, ${cell.unavailable} x 503` : '-'
    }),
  ])
  const total = [...matrix.values()].flat().reduce((sum, cell) => sum + cell.answered + cell.unavailable, 0)
  return `${total} faults, none of which left anything half-written:\n${drawTable([['route', ...points], ...lines])}`
}
