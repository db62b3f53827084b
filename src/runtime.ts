import { misconfigured, parseSettings, type Settings } from './config/settings.ts'
import { importKeyring, type Keyring } from './crypto/keyring.ts'
import type { ReadImportedHash } from './crypto/password.ts'
import type { Mailer } from './mail/mail.ts'
import { createMailer } from './mail/mailer.ts'

/** What an isolate computes once. */
export interface Runtime {
  settings: Settings
  keyring: Keyring
  mailer: Mailer | undefined
  readImportedHash: ReadImportedHash
}

const runtimes = new WeakMap<object, Runtime>()

/**
 * Settings and keyring of an environment, read at its first request. The result is kept, never the promise: a request
 * that is cancelled while it computes the result must not hold up others. Throws `misconfigured`.
 */
export async function loadRuntime(env: object): Promise<Runtime> {
  const known = runtimes.get(env)
  if (known) return known
  const settings = parseSettings(env)
  const keyring = await importKeyring(settings.JWT_KEYS).catch((error: Error) => {
    throw misconfigured([{ path: 'JWT_KEYS', message: error.message }])
  })
  const runtime = {
    settings,
    keyring,
    mailer: createMailer(settings),
    // Loaded at the first login with an imported password: it is not in the bundle and slows no cold start.
    readImportedHash: async (stored: string) =>
      (await import('./password-formats.js')).readImportedHash(stored, settings),
  }
  runtimes.set(env, runtime)
  return runtime
}
