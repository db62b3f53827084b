import * as v from 'valibot'
import { PERIODS } from '../../../model/figures.ts'
import { textOutput, timeOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'

const countOutput = v.pipe(v.number(), v.integer(), v.minValue(0), v.metadata({ examples: [42] }))

export const figuresQuery = v.object({
  period: v.exactOptional(
    v.pipe(
      v.picklist(PERIODS, `must be one of ${PERIODS.join(', ')}`),
      v.description('The last 24 hours (the default), 30 days or 12 months, the present one included'),
    ),
  ),
})

const bucket = component(
  'FiguresBucket',
  v.strictObject({
    start: timeOutput,
    registrations: countOutput,
    signIns: v.strictObject({
      password: countOutput,
      provider: countOutput,
      login_code: countOutput,
      passkey: countOutput,
      guest: countOutput,
      reset_code: countOutput,
    }),
    failures: countOutput,
    lockOuts: countOutput,
    mailsSent: countOutput,
    mailsFailed: countOutput,
  }),
)

export const figures = component(
  'Figures',
  v.strictObject({
    period: v.picklist(PERIODS),
    until: timeOutput,
    buckets: v.array(bucket),
    activeUsers: v.strictObject({ day: countOutput, week: countOutput, month: countOutput }),
    activeByDay: v.array(v.strictObject({ day: textOutput('2026-11-29'), count: countOutput })),
    users: v.strictObject({ total: countOutput, guests: countOutput, disabled: countOutput }),
    asOf: v.pipe(v.nullable(timeOutput), v.description('Up to when the cron trigger has counted; null: not yet')),
  }),
)

export const presentFigures = presenter(figures)
