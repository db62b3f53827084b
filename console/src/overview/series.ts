import type { Figures, FiguresBucket, Period, SignInWay } from '../api/types.ts'
import { region, say } from '../lib/language.ts'

export interface Series {
  name: string
  label: string
  color: string
}

/** One chart: its title, its series, and a row for each point in time. */
export interface ChartData {
  title: string
  series: readonly Series[]
  rows: readonly ({ time: string } & Record<string, string | number>)[]
}

const WAYS: Record<SignInWay, { label: string; color: string }> = {
  password: { label: say('console.ui.password'), color: 'blue.6' },
  provider: { label: say('console.overview.way_provider'), color: 'teal.6' },
  passkey: { label: say('console.overview.way_passkey'), color: 'violet.5' },
  login_code: { label: say('console.overview.way_code'), color: 'orange.6' },
  guest: { label: say('console.ui.guest'), color: 'gray.5' },
  reset_code: { label: say('console.overview.way_reset'), color: 'pink.6' },
}

const FORMATS: Record<Period, Intl.DateTimeFormatOptions> = {
  '24h': { hour: '2-digit', minute: '2-digit' },
  '30d': { day: 'numeric', month: 'short' },
  '12m': { month: 'short', year: 'numeric' },
}

/** The charts of the overview. Days and months are UTC's, as they are counted; hours are shown in the viewer's zone. */
export function chartsOf({ period, buckets, activeByDay }: Figures): ChartData[] {
  const format = formatterOf(period)
  const rowsOf = (pick: (bucket: FiguresBucket) => Record<string, number>) =>
    buckets.map((bucket) => ({ time: format(bucket.start), ...pick(bucket) }))
  return [
    {
      title: say('console.overview.registrations'),
      series: [{ name: 'registrations', label: say('console.overview.registrations'), color: 'blue.6' }],
      rows: rowsOf(({ registrations }) => ({ registrations })),
    },
    {
      title: say('console.overview.sign_ins'),
      series: Object.entries(WAYS).map(([name, look]) => ({ name, ...look })),
      rows: rowsOf(({ signIns }) => ({ ...signIns })),
    },
    {
      title: say('console.overview.failures'),
      series: [
        { name: 'failures', label: say('console.overview.failed_sign_ins'), color: 'orange.6' },
        { name: 'lockOuts', label: say('console.overview.lock_outs'), color: 'red.7' },
      ],
      rows: rowsOf(({ failures, lockOuts }) => ({ failures, lockOuts })),
    },
    {
      title: say('console.overview.emails'),
      series: [
        { name: 'mailsSent', label: say('console.overview.emails_sent'), color: 'teal.6' },
        { name: 'mailsFailed', label: say('console.overview.emails_failed'), color: 'red.7' },
      ],
      rows: rowsOf(({ mailsSent, mailsFailed }) => ({ mailsSent, mailsFailed })),
    },
    {
      title: say('console.overview.active_by_day'),
      series: [{ name: 'count', label: say('console.overview.active_users'), color: 'violet.5' }],
      rows: activeByDay.map(({ day, count }) => ({ time: formatterOf('30d')(day), count })),
    },
  ]
}

function formatterOf(period: Period): (iso: string) => string {
  const zone = period === '24h' ? {} : { timeZone: 'UTC' }
  const format = new Intl.DateTimeFormat(region, { ...FORMATS[period], ...zone })
  return (iso) => format.format(new Date(iso))
}
