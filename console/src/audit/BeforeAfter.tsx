import type { JsonObject } from '../api/types.ts'
import { formatTime, words } from '../lib/format.ts'
import { nameOf, say } from '../lib/language.ts'
import classes from './BeforeAfter.module.css'

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

interface Props {
  before: JsonObject
  after: JsonObject
}

/** The fields that an action changed, with what they were and what they are. */
export function BeforeAfter({ before, after }: Props) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => show(before[name]) !== show(after[name]),
  )
  return (
    <dl className={classes.fields}>
      {names.map((name) => (
        <div key={name}>
          <dt>{nameOf('field', name) ?? words(name)}</dt>
          <dd>
            {name in before && <del dir="auto">{show(before[name])}</del>}{' '}
            {name in after && <ins dir="auto">{show(after[name])}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function show(value: unknown): string {
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0))
    return say('console.audit.no_value')
  if (Array.isArray(value) && value.every((member) => typeof member === 'string')) return value.join(', ')
  if (typeof value === 'string') return TIME.test(value) ? formatTime(value) : value
  return JSON.stringify(value)
}
