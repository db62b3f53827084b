import { BarChart } from '@mantine/charts'
import '@mantine/charts/styles.layer.css'
import { formatNumber } from '../lib/format.ts'
import { Section } from '../ui/Section.tsx'
import classes from './ChartCard.module.css'
import { NumbersTable } from './NumbersTable.tsx'
import type { ChartData } from './series.ts'

const HEIGHT_PIXELS = 200

/** A chart, and the same numbers as a table for whoever cannot see it, or wants to copy them. */
export function ChartCard({ chart }: { chart: ChartData }) {
  const { title, series, rows } = chart
  return (
    <Section title={title}>
      <div aria-hidden className={classes.chart}>
        <BarChart
          h={HEIGHT_PIXELS}
          data={[...rows]}
          dataKey="time"
          type="stacked"
          series={[...series]}
          valueFormatter={formatNumber}
          withLegend={series.length > 1}
          legendProps={{ itemSorter: null }}
          gridAxis="x"
          tickLine="none"
          barChartProps={{ accessibilityLayer: false }} // the table is for the keyboard
          barProps={{ isAnimationActive: false }}
          yAxisProps={{ allowDecimals: false, width: 44 }}
        />
      </div>
      <NumbersTable chart={chart} />
    </Section>
  )
}
