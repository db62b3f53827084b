import type { Figures } from '../api/types.ts'
import { ChartCard } from './ChartCard.tsx'
import classes from './Charts.module.css'
import { chartsOf } from './series.ts'

export default function Charts({ figures }: { figures: Figures }) {
  return (
    <div className={classes.charts}>
      {chartsOf(figures).map((chart) => (
        <ChartCard key={chart.title} chart={chart} />
      ))}
    </div>
  )
}
