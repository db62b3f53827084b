import { formatRelative, formatTime, formatUtc } from '../lib/format.ts'

interface Props {
  value: string | null | undefined
  /** Says how long ago it was. */
  relative?: boolean
  none?: string
}

/** A time in the viewer's zone; its tooltip has it in UTC. */
export function Time({ value, relative = false, none = '–' }: Props) {
  if (!value) return <>{none}</>
  return (
    <time dateTime={value} title={relative ? `${formatTime(value)} (${formatUtc(value)})` : formatUtc(value)}>
      {relative ? formatRelative(value) : formatTime(value)}
    </time>
  )
}
