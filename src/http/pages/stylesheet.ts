import { Hono } from 'hono/tiny'
import type { AppEnv } from '../app-env.ts'
import { cacheable } from '../middleware/cacheable.ts'
import { readAsset } from '../read-asset.ts'

/** The style of the pages, in the app's colour. */
export const stylesheetRoute = new Hono<AppEnv>().get('/pages/style.css', cacheable, async (c) => {
  const asset = await readAsset(c, '/pages/style.css')
  const brand = c.get('ctx').settings.BRAND_COLOR
  const theme = `:root { --brand: ${brand}; --on-brand: ${isDark(brand) ? '#ffffff' : '#000000'}; }\n`
  return c.body(theme + (await asset.text()), 200, { 'content-type': 'text/css; charset=utf-8' })
})

/** Whether white text on this colour (#rrggbb) has at least the contrast that black would have (WCAG 2.2 §1.4.3). */
function isDark(color: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    linear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  )
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05
}

const linear = (channel: number) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
