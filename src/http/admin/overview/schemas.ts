import * as v from 'valibot'
import { PERIODS } from '../../../model/figures.ts'
import { flagOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'

const countOutput = v.pipe(v.number(), v.integer(), v.minValue(0), v.metadata({ examples: [42] }))

const period = component('FiguresPeriod', v.picklist(PERIODS))

export const figuresQuery = v.object({
  period: v.exactOptional(
    v.pipe(
      v.picklist(PERIODS, 'must be 24h, 30d or 12m'),
      v.metadata({
        title: 'FiguresPeriod',
        description: 'The last 24 hours (the default), 30 days or 12 months, the present one included',
      }),
    ),
  ),
})

const bucket = component(
  'FiguresBucket',
  v.strictObject({
    start: timeOutput,
    registrations: countOutput,
    signIns: component(
      'SignInCounts',
      v.strictObject({
        password: countOutput,
        provider: countOutput,
        login_code: countOutput,
        passkey: countOutput,
        guest: countOutput,
        reset_code: countOutput,
      }),
    ),
    failures: countOutput,
    lockOuts: countOutput,
    mailsSent: countOutput,
    mailsFailed: countOutput,
  }),
)

export const figures = component(
  'Figures',
  v.strictObject({
    period,
    until: timeOutput,
    buckets: v.array(bucket),
    activeUsers: component(
      'ActiveUserCounts',
      v.strictObject({ day: countOutput, week: countOutput, month: countOutput }),
    ),
    activeByDay: v.array(component('ActiveDay', v.strictObject({ day: textOutput('2026-11-29'), count: countOutput }))),
    users: component('UserCounts', v.strictObject({ total: countOutput, guests: countOutput, disabled: countOutput })),
    asOf: v.pipe(v.nullable(timeOutput), v.description('Up to when the cron trigger has counted; null: not yet')),
  }),
)

export const settings = component(
  'Settings',
  v.strictObject({
    settings: v.array(
      component(
        'Setting',
        v.strictObject({
          name: textOutput('SESSION_TTL'),
          value: v.pipe(
            v.nullable(textOutput('60d')),
            v.description('As it is written; of a secret `set`; null if it is empty or missing'),
          ),
          isSecret: v.pipe(flagOutput, v.metadata({ examples: [false] })),
        }),
      ),
    ),
    waysIn: v.array(component('WayIn', v.strictObject({ name: textOutput('passkeys'), on: flagOutput }))),
    problems: v.array(textOutput('MAIL_FROM is still no-reply@example.com: no email will arrive.')),
  }),
)

export const adminHealth = component(
  'AdminHealth',
  v.strictObject({
    database: component('DatabaseHealth', v.strictObject({ ok: flagOutput, milliseconds: countOutput })),
    mail: v.nullable(component('MailService', v.picklist(['cloudflare', 'resend']))),
    lastCronAt: v.nullable(timeOutput),
    version: v.pipe(
      v.nullable(textOutput('a43e0ccc-9837-4534-8d26-3602163ab568')),
      v.description('The deployment, which each line of the log names'),
    ),
    webhooks: v.pipe(
      v.nullable(
        component('WebhookCounts', v.strictObject({ pending: countOutput, dead: countOutput, stopped: countOutput })),
      ),
      v.description('Messages, up to 10,000 of each kind, and endpoints; null if nobody is told of changes'),
    ),
  }),
)

export const presentSettings = presenter(settings)
export const presentAdminHealth = presenter(adminHealth)
export const presentFigures = presenter(figures)
