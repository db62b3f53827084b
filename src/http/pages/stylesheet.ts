import { Hono } from 'hono/tiny'
import { textOn } from '../../lib/text-on.ts'
import type { AppEnv } from '../app-env.ts'
import { cacheable } from '../middleware/cacheable.ts'
import { readAsset } from '../read-asset.ts'

/** The style of the pages, in the app's colour. */
export const stylesheetRoute = new Hono<AppEnv>().get('/pages/style.css', cacheable, async (c) => {
  const asset = await readAsset(c, '/pages/style.css')
  const brand = c.get('ctx').settings.BRAND_COLOR
  const theme = `:root { --brand: ${brand}; --on-brand: ${textOn(brand)}; }\n`
  return c.body(theme + (await asset.text()), 200, { 'content-type': 'text/css; charset=utf-8' })
})
