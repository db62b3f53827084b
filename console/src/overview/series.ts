import type { Figures, FiguresBucket, Period, SignInWay } from '../api/types.ts'

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
  password: { label: 'Password', color: 'blue.6' },
  provider: { label: 'Provider', color: 'teal.6' },
  passkey: { label: 'Passkey', color: 'violet.5' },
  login_code: { label: 'Code', color: 'orange.6' },
  guest: { label: 'Guest', color: 'gray.5' },
  reset_code: { label: 'Reset', color: 'pink.6' },
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
      title: 'Registrations',
      series: [{ name: 'registrations', label: 'Registrations', color: 'blue.6' }],
      rows: rowsOf(({ registrations }) => ({ registrations })),
    },
    {
      title: 'Sign-ins by way',
      series: Object.entries(WAYS).map(([name, look]) => ({ name, ...look })),
      rows: rowsOf(({ signIns }) => ({ ...signIns })),
    },
    {
      title: 'Failures and lock-outs',
      series: [
        { name: 'failures', label: 'Failed sign-ins', color: 'orange.6' },
        { name: 'lockOuts', label: 'Lock-outs', color: 'red.7' },
      ],
      rows: rowsOf(({ failures, lockOuts }) => ({ failures, lockOuts })),
    },
    {
      title: 'Emails',
      series: [
        { name: 'mailsSent', label: 'Sent', color: 'teal.6' },
        { name: 'mailsFailed', label: 'Failed', color: 'red.7' },
      ],
      rows: rowsOf(({ mailsSent, mailsFailed }) => ({ mailsSent, mailsFailed })),
    },
    {
      title: 'Active users by day',
      series: [{ name: 'count', label: 'Active users', color: 'violet.5' }],
      rows: activeByDay.map(({ day, count }) => ({ time: formatterOf('30d')(day), count })),
    },
  ]
}

function formatterOf(period: Period): (iso: string) => string {
  const zone = period === '24h' ? {} : { timeZone: 'UTC' }
  const format = new Intl.DateTimeFormat(undefined, { ...FORMATS[period], ...zone })
  return (iso) => format.format(new Date(iso))
}
