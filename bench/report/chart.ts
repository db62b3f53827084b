import { parse, View } from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { median } from '../measure/statistics.ts'
import type { Results } from './results.ts'

// Shown on light and dark pages alike: no background, and colours that stand out on both.
const INK = '#6e7781'
const ACCENT = '#2f81f7'
const OTHERS = '#8b949e'

const PANEL_WIDTH = 280
const BAR_STEP = 26
const COLUMNS = 2

/** One chart of several. */
type PanelSpec = Extract<TopLevelSpec, { concat: unknown }>['concat'][number]

export interface Panel {
  title: string
  values: { server: string; value: number }[]
}

/** Not among the calls a second: Express has no D1 to ask, and one Latchkey is enough. */
export const LEFT_OUT = new Set(['Express', 'Latchkey, local'])

/** Bars beside bars, as SVG. */
export async function renderChart(panels: Panel[]): Promise<string> {
  const { spec } = compile({
    columns: COLUMNS,
    spacing: { row: 28, column: 36 },
    concat: panels.map(panelSpec),
    config: {
      background: 'transparent',
      font: 'system-ui, -apple-system, Segoe UI, sans-serif',
      view: { stroke: null },
      title: { color: INK, fontSize: 13, fontWeight: 600, anchor: 'start', frame: 'group', offset: 8 },
      axis: {
        labelColor: INK,
        labelFontSize: 12,
        labelLimit: 0,
        domain: false,
        ticks: false,
        grid: false,
        title: null,
      },
    },
  })
  return new View(parse(spec), { renderer: 'none' }).toSVG()
}

function panelSpec({ title, values }: Panel): PanelSpec {
  const x = { field: 'value', type: 'quantitative', axis: null } as const
  const y = { field: 'server', type: 'nominal', sort: null } as const
  const isOurs = "datum.server === 'Latchkey'"
  return {
    title,
    width: PANEL_WIDTH,
    height: { step: BAR_STEP },
    data: { values: values.map(bar) },
    layer: [
      {
        mark: { type: 'bar', cornerRadiusEnd: 2, height: 16 },
        encoding: { x, y, color: { condition: { test: isOurs, value: ACCENT }, value: OTHERS } },
      },
      {
        mark: { type: 'text', align: 'left', dx: 5, color: INK, fontSize: 12 },
        encoding: { x, y, text: { field: 'label', type: 'nominal' } },
      },
    ],
  }
}

/** What the chart of all but the distance shows. */
export function panels(results: Results): Panel[] {
  const connections = results.plan.connections.includes(16) ? 16 : (results.plan.connections.at(-1) ?? 1)
  const calls = (title: string, call: string): Panel => ({
    title: `${title} on workerd and D1, calls a second`,
    values: results.cells
      .filter((cell) => cell.call === call && cell.connections === connections && !LEFT_OUT.has(cell.server))
      .map(({ server, throughput }) => ({ server, value: median(throughput) })),
  })
  return [
    calls('Own profile', 'own profile'),
    calls('Update', 'update'),
    {
      title: "Readers' p99 while 4 logins run, ms",
      values: results.readers.map(({ server, p99 }) => ({ server, value: median(p99) })),
    },
    {
      title: 'Round trips to D1 for an update',
      values: results.trips
        .filter(({ call }) => call === 'update')
        .map(({ server, trips }) => ({ server, value: trips })),
    },
    {
      title: 'First answer of a new process, ms',
      values: results.coldStarts.map(({ server, milliseconds }) => ({ server, value: median(milliseconds) })),
    },
    {
      title: 'Bundle, gzipped, KiB',
      values: results.bundles
        .filter(({ name }) => name !== 'floor')
        .map(({ name, gzipped }) => ({ server: name, value: gzipped / 1_024 })),
    },
  ]
}

const bar = ({ server, value }: Panel['values'][number]) => ({
  server,
  value,
  label: value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2))),
})
