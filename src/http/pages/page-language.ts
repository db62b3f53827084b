import type { Context } from 'hono'
import type { Language } from '../../languages/language.ts'
import type { AppEnv } from '../app-env.ts'

/** The language of a page: that of the link in an email (`?lang=`), else what the browser asks for, else that of the settings. */
export async function pageLanguage(c: Context<AppEnv>): Promise<Language> {
  const { onDemand, settings } = c.get('ctx')
  const { languageFor } = await onDemand.languages()
  const acceptLanguage = c.req.header('accept-language')
  return languageFor({ locale: c.req.query('lang'), acceptLanguage, fallback: settings.DEFAULT_LOCALE })
}
