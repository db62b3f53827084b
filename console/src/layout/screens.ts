import { ChartColumn, HeartPulse, ScrollText, Settings, Users, Webhook } from 'lucide-react'

/** What the navigation leads to, in its order. */
export const SCREENS = [
  { path: '', label: 'Overview', icon: ChartColumn },
  { path: 'users', label: 'Users', icon: Users },
  { path: 'audit', label: 'Audit record', icon: ScrollText },
  { path: 'webhooks', label: 'Webhooks', icon: Webhook },
  { path: 'settings', label: 'Settings', icon: Settings },
  { path: 'health', label: 'Health', icon: HeartPulse },
] as const
