import { useQuery } from '@tanstack/react-query'
import { admin } from '../api/admin.ts'
import type { AdminHealth } from '../api/types.ts'
import { say } from '../lib/language.ts'
import { Loaded } from '../ui/Loaded.tsx'
import { Screen } from '../ui/Screen.tsx'
import { Time } from '../ui/Time.tsx'
import { Check, type State } from './Check.tsx'
import classes from './HealthScreen.module.css'

const REFRESH_MILLISECONDS = 30_000
const CRON_MINUTES = 10 // [triggers] of wrangler.toml
const LATE_CRON_MILLISECONDS = 3 * CRON_MINUTES * 60_000

/** Whether the service and what it needs work. Looks again by itself. */
export function HealthScreen() {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: admin.getAdminHealth,
    refetchInterval: REFRESH_MILLISECONDS,
  })
  return (
    <Screen title={say('console.health.title')} description={say('console.health.description')}>
      <Loaded query={health}>
        {({ database, mail, lastCronAt, version, webhooks }) => (
          <div className={classes.checks}>
            <Check
              title={say('console.health.database')}
              state={database.ok ? 'good' : 'bad'}
              value={database.ok ? say('console.health.works') : say('console.health.fails')}
            >
              {say('console.health.answered_in', { milliseconds: Math.round(database.milliseconds) })}
            </Check>
            <Check title={say('console.health.email')} state={mail ? 'good' : 'unsure'} value={MAIL[mail ?? 'none']}>
              {mail ? say('console.health.email_how') : say('console.health.email_off_why')}
            </Check>
            <Check
              title={say('console.health.clean_up')}
              state={cronState(lastCronAt)}
              value={lastCronAt ? <Time value={lastCronAt} relative /> : say('console.ui.never')}
            >
              {say('console.health.cron', { minutes: CRON_MINUTES })}
            </Check>
            <Check
              title={say('console.health.version')}
              state="good"
              value={version ?? say('console.health.version_unknown')}
            >
              {say('console.health.version_what')}
            </Check>
            <WebhooksCheck webhooks={webhooks} />
          </div>
        )}
      </Loaded>
    </Screen>
  )
}

const MAIL = { cloudflare: 'Cloudflare', resend: 'Resend', none: say('console.health.email_off') }

function cronState(lastCronAt: string | null): State {
  if (!lastCronAt) return 'unsure'
  return Date.now() - Date.parse(lastCronAt) > LATE_CRON_MILLISECONDS ? 'bad' : 'good'
}

function WebhooksCheck({ webhooks }: Pick<AdminHealth, 'webhooks'>) {
  if (!webhooks)
    return (
      <Check title={say('console.webhooks.title')} state="good" value={say('console.health.webhooks_off')}>
        {say('console.health.webhooks_off_why')}
      </Check>
    )
  const { pending, dead, stopped } = webhooks
  return (
    <Check
      title={say('console.webhooks.title')}
      state={stopped > 0 ? 'bad' : dead > 0 ? 'unsure' : 'good'}
      value={say('console.webhooks.pending', { count: pending })}
    >
      {say('console.health.webhooks_stopped', { dead, stopped })}
    </Check>
  )
}
