import { region } from './language.ts'

const dateTime = new Intl.DateTimeFormat(region, { dateStyle: 'medium', timeStyle: 'short' })
const relative = new Intl.RelativeTimeFormat(region, { numeric: 'auto' })
const number = new Intl.NumberFormat(region)
const list = new Intl.ListFormat(region, { type: 'unit', style: 'short' })

const UNITS: [Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** A time of the API in the viewer's zone. */
export const formatTime = (iso: string): string => dateTime.format(new Date(iso))

/** The same in UTC, to the second, as logs have it. */
export const formatUtc = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** How long ago, or in how long, such as "3 hours ago". */
export function formatRelative(iso: string, now = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1_000
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
  return relative.format(Math.trunc(seconds / size), unit)
}

export const formatNumber = (value: number): string => number.format(value)

/** "password, passkey". */
export const formatList = (values: Iterable<string>): string => list.format(values)

/** `login_code` and `disabledAt` as people read them. */
export const words = (name: string): string => {
  const text = name
    .replaceAll('_', ' ')
    .replace(/[a-z](?=[A-Z])/g, '$& ')
    .toLowerCase()
  return text.charAt(0).toUpperCase() + text.slice(1)
}
