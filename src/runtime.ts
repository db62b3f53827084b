import { type Environment, misconfigured, parseEnvironment } from './config/environment.ts'
import { importKeyring, type Keyring } from './crypto/keyring.ts'
import type { Outbox } from './db/database.ts'
import type { Ctx, Device } from './domain/context.ts'
import type { AskedHooks } from './domain/hooks/asked-hooks.ts'
import type { OnDemand } from './domain/on-demand.ts'
import { describeError, log, nameDeployment } from './lib/log.ts'
import type { Mailer } from './mail/mail.ts'
import { createMailer } from './mail/mailer.ts'

/** What an isolate computes once. */
export interface Runtime extends Environment {
  keyring: Keyring
  mailer: Mailer | undefined
  /** Opens the outbox of a request; `undefined` where nobody is told of changes. */
  outboxOf: ((ctx: Ctx) => Outbox | undefined) | undefined
  /** The team's own, if there are any. */
  hooks: AskedHooks | undefined
}

const runtimes = new WeakMap<object, Runtime>()

/**
 * Settings and keyring of an environment, read at its first request. The result is kept, never the promise: a request
 * that is cancelled while it computes the result must not hold up others. Throws `misconfigured`.
 */
export async function loadRuntime(env: object, onDemand: OnDemand): Promise<Runtime> {
  const known = runtimes.get(env)
  if (known) return known
  const { bindings, settings } = parseEnvironment(env)
  if (settings.OIDC_PROVIDERS) (await onDemand.oidcProviders()).addOidcProviders(settings)
  if (settings.TOKEN_CLAIMS) (await onDemand.tokenClaims()).checkTokenClaims(settings)
  if (settings.ADMIN === 'on') (await onDemand.operators()).addOperators(settings, bindings, env)
  const outbox = settings.WEBHOOK_URLS || bindings.EVENTS ? await onDemand.outbox() : undefined
  outbox?.addWebhooks(settings, bindings.EVENTS)
  const own = onDemand.hooks && (await onDemand.hooks()).hooks
  const hooks = own && (await onDemand.guardedHooks()).guardHooks(own)
  nameDeployment(bindings.CF_VERSION_METADATA?.id)
  const keyring = await importKeyring(settings.JWT_KEYS).catch((error: Error) => {
    throw misconfigured([{ path: 'JWT_KEYS', message: error.message }])
  })
  if (settings.SUPABASE_API === 'on') (await onDemand.supabase()).addSupabase(settings, keyring)
  const runtime = {
    bindings,
    settings,
    keyring,
    mailer: createMailer({
      sender: settings.sender,
      resendApiKey: settings.RESEND_API_KEY,
      binding: bindings.EMAIL,
    }),
    outboxOf: outbox?.outboxOf,
    hooks,
  }
  runtimes.set(env, runtime)
  return runtime
}

/** What differs between a request, a cron run and a message of a queue. */
interface Occasion {
  session: D1DatabaseSession
  requestId: string
  /** The origin that clients call, where there is one and no setting names it. */
  origin: string
  /** The same for links in emails, which a header that anyone can send must not decide. */
  pagesOrigin: string | undefined
  device: Device
  onDemand: OnDemand
  waitUntil(work: Promise<unknown>): void
}

/** The `ctx` of a request, a cron run or a message of a queue. */
export function createContext(
  runtime: Runtime,
  { session, origin, pagesOrigin, waitUntil, ...occasion }: Occasion,
): Ctx {
  const { bindings, settings, keyring, mailer, outboxOf, hooks } = runtime
  const { requestId } = occasion
  const ctx: Ctx = {
    ...occasion,
    db: { session, outbox: undefined, onRecorded: undefined },
    hooks,
    settings,
    limits: bindings,
    avatars: bindings.AVATARS,
    images: bindings.IMAGES,
    keyring,
    issuer: settings.PUBLIC_URL ?? origin,
    pagesUrl: settings.PUBLIC_URL ?? pagesOrigin,
    audience: settings.TOKEN_AUDIENCE,
    mailer,
    now: () => new Date(),
    defer: (name, work) =>
      waitUntil(
        work.catch((error: unknown) =>
          log('error', 'deferred_failed', { work: name, requestId, ...describeError(error) }),
        ),
      ),
  }
  if (outboxOf) ctx.db = { ...ctx.db, outbox: outboxOf(ctx) }
  if (hooks?.afterCommit) ctx.db = { ...ctx.db, onRecorded: (eventIds) => hooks.afterCommit?.(ctx, eventIds) }
  return ctx
}
