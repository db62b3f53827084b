import { useQuery } from '@tanstack/react-query'
import { admin } from '../api/admin.ts'
import type { AdminHealth } from '../api/types.ts'
import { counted, formatNumber } from '../lib/format.ts'
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
    <Screen title="Health" description="Looked at again every 30 seconds.">
      <Loaded query={health}>
        {({ database, mail, lastCronAt, version, webhooks }) => (
          <div className={classes.checks}>
            <Check title="Database" state={database.ok ? 'good' : 'bad'} value={database.ok ? 'Works' : 'Fails'}>
              Answered in {formatNumber(Math.round(database.milliseconds))} ms
            </Check>
            <Check title="Email" state={mail ? 'good' : 'unsure'} value={MAIL[mail ?? 'none']}>
              {mail ? 'How emails are sent' : 'Calls that need email fail'}
            </Check>
            <Check
              title="Clean-up"
              state={cronState(lastCronAt)}
              value={lastCronAt ? <Time value={lastCronAt} relative /> : 'Never'}
            >
              The cron trigger runs every {CRON_MINUTES} minutes
            </Check>
            <Check title="Version" state="good" value={version ?? 'Not known'}>
              What is deployed
            </Check>
            <WebhooksCheck webhooks={webhooks} />
          </div>
        )}
      </Loaded>
    </Screen>
  )
}

const MAIL = { cloudflare: 'Cloudflare', resend: 'Resend', none: 'Not set up' }

function cronState(lastCronAt: string | null): State {
  if (!lastCronAt) return 'unsure'
  return Date.now() - Date.parse(lastCronAt) > LATE_CRON_MILLISECONDS ? 'bad' : 'good'
}

function WebhooksCheck({ webhooks }: Pick<AdminHealth, 'webhooks'>) {
  if (!webhooks)
    return (
      <Check title="Webhooks" state="good" value="Off">
        None are set up
      </Check>
    )
  const { pending, dead, stopped } = webhooks
  return (
    <Check
      title="Webhooks"
      state={stopped > 0 ? 'bad' : dead > 0 ? 'unsure' : 'good'}
      value={`${formatNumber(pending)} waiting`}
    >
      {formatNumber(dead)} given up, {counted(stopped, 'endpoint')} stopped
    </Check>
  )
}
