import { ChartColumn, HeartPulse, ScrollText, Settings, Users, Webhook } from 'lucide-react'
import { say } from '../lib/language.ts'

/** What the navigation leads to, in its order. */
export const SCREENS = [
  { path: '', label: say('console.overview.title'), icon: ChartColumn },
  { path: 'users', label: say('console.users.title'), icon: Users },
  { path: 'audit', label: say('console.audit.title'), icon: ScrollText },
  { path: 'webhooks', label: say('console.webhooks.title'), icon: Webhook },
  { path: 'settings', label: say('console.settings.title'), icon: Settings },
  { path: 'health', label: say('console.health.title'), icon: HeartPulse },
] as const
