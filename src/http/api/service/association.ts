import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { cacheable } from '../../middleware/cacheable.ts'

/** The links that the app opens itself, once it is installed: those of the mails. */
const LINKS = '/account/*'

/** The files by which iOS and Android see that an app and this service belong together; 404 if no app is set. */
export const routes = new Hono<AppEnv>()
  .get('/.well-known/apple-app-site-association', cacheable, (c) => {
    const appIDs = c.get('ctx').settings.APPLE_APP_IDS
    if (!appIDs) return c.notFound()
    return c.json({
      applinks: { details: [{ appIDs, components: [{ '/': LINKS }] }] },
      webcredentials: { apps: appIDs },
    })
  })
  .get('/.well-known/assetlinks.json', cacheable, (c) => {
    const apps = c.get('ctx').settings.ANDROID_APPS
    if (!apps) return c.notFound()
    return c.json(
      apps.map((app) => {
        const [packageName, fingerprint] = app.split(/\s+/)
        return {
          relation: ['delegate_permission/common.handle_all_urls', 'delegate_permission/common.get_login_creds'],
          target: { namespace: 'android_app', package_name: packageName, sha256_cert_fingerprints: [fingerprint] },
        }
      }),
    )
  })
