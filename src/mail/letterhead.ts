import type { Language } from '../languages/language.ts'

/** What every mail has of the service and its reader. */
export interface Letterhead {
  appName: string
  /** Of the button, as #rrggbb. */
  brandColor: string
  language: Language
  /** The service's own URL, under which its pages are; without it the mail has no link. */
  baseUrl: string | undefined
}
