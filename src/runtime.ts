import { importKeyring, type Keyring } from './crypto/keyring.ts'
import type { ReadImportedHash } from './crypto/password.ts'
import { misconfigured, parseSettings, type Settings } from './env.ts'
import type { Mailer } from './mail/mail.ts'
import { createMailer } from './mail/mailer.ts'

/** What an isolate works out once. */
export interface Runtime {
  settings: Settings
  keyring: Keyring
  mailer: Mailer | undefined
  readImportedHash: ReadImportedHash
}

const runtimes = new WeakMap<object, Runtime>()

/**
 * Settings and keyring of an environment, read at its first request. What is kept is the outcome and never the promise:
 * a request that is cancelled while it works on it must not hold up others. Throws `misconfigured`.
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
    // Loaded when somebody logs in with an imported password: no part of the bundle, nor of anyone's cold start.
    readImportedHash: async (stored: string) =>
      (await import('./password-formats.js')).readImportedHash(stored, settings),
  }
  runtimes.set(env, runtime)
  return runtime
}
