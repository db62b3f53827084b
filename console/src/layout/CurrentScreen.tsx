import { AuditScreen } from '../audit/AuditScreen.tsx'
import { HealthScreen } from '../health/HealthScreen.tsx'
import { usePlace } from '../lib/place.ts'
import { OverviewScreen } from '../overview/OverviewScreen.tsx'
import { SettingsScreen } from '../settings/SettingsScreen.tsx'
import { UserScreen } from '../user/UserScreen.tsx'
import { NewUserScreen } from '../users/NewUserScreen.tsx'
import { UsersScreen } from '../users/UsersScreen.tsx'
import { WebhooksScreen } from '../webhooks/WebhooksScreen.tsx'
import { NotFound } from './NotFound.tsx'

/** The screen of the place in the URL. */
export function CurrentScreen() {
  const [name, id] = usePlace().segments
  switch (name) {
    case undefined:
      return <OverviewScreen />
    case 'users':
      if (id === 'new') return <NewUserScreen />
      return id ? <UserScreen key={id} userId={id} /> : <UsersScreen />
    case 'audit':
      return <AuditScreen />
    case 'webhooks':
      return <WebhooksScreen />
    case 'settings':
      return <SettingsScreen />
    case 'health':
      return <HealthScreen />
    default:
      return <NotFound />
  }
}
