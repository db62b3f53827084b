import type { SupabaseSettings } from '../config/supabase-api.ts'
import type { Answers } from '../db/database.ts'
import type { selectAccount } from '../db/statements/accounts.gen.ts'
import { derivedUuid, toUuid } from './ids.ts'

/** An account as a statement finds it. */
export type Account = NonNullable<Answers<{ account: ReturnType<typeof selectAccount> }>['account']>

interface StoredIdentity {
  provider: string
  subject: string
  email: string | null
  createdAt: number
}

interface StoredFactor {
  _id: string
  type: string
  name: string
  createdAt: number
  confirmedAt: number | null
  lastUsedAt: number | null
}

const iso = (time: number | Date): string => new Date(time).toISOString()
const maybe = <N extends string>(name: N, time: number | Date | null): { [K in N]?: string } =>
  time === null ? {} : ({ [name]: iso(time) } as { [K in N]?: string })

/** A user as every answer has them. `supabase` is given where it is their own answer: with autoconfirm they count as confirmed. */
export async function presentUser(account: Account, supabase?: SupabaseSettings) {
  const id = await toUuid(account._id)
  const isAutoconfirmed = supabase?.SUPABASE_AUTOCONFIRM === 'on' && account.email !== null
  const confirmedAt = account.emailVerified
    ? (account.emailVerifiedAt ?? account.createdAt)
    : isAutoconfirmed
      ? account.createdAt
      : null
  const identities = await presentIdentities(account, id)
  const factors = await Promise.all((JSON.parse(account.factors) as StoredFactor[]).map(presentFactor))
  const providers = identities.map(({ provider }) => provider)
  return {
    id,
    aud: 'authenticated',
    role: 'authenticated',
    email: account.email ?? '',
    phone: '',
    ...maybe('email_confirmed_at', confirmedAt),
    ...maybe('confirmed_at', confirmedAt),
    ...maybe('last_sign_in_at', account.lastSignedInAt),
    ...maybe('confirmation_sent_at', account.emailVerified ? null : account.verificationSentAt),
    ...maybe('recovery_sent_at', account.resetSentAt ?? account.loginCodeSentAt),
    ...(account.newEmail !== null && { new_email: account.newEmail }),
    ...maybe('email_change_sent_at', account.changeSentAt),
    app_metadata: {
      ...account.appMetadata,
      ...(account.roles && { roles: account.roles }),
      ...(providers.length > 0 && { provider: providers[0], providers }),
    },
    user_metadata: account.userMetadata ?? {},
    identities,
    ...(factors.length > 0 && { factors }),
    created_at: iso(account.createdAt),
    updated_at: iso(account.updatedAt),
    ...maybe('banned_until', account.disabledAt && (account.disabledUntil ?? FOREVER)),
    is_anonymous: account.isGuest,
  }
}

/** A user who is disabled until an operator enables them. */
const FOREVER = Date.UTC(9999, 11, 31)

/** An email address with a password, or alone, is an identity here, too, the first. */
async function presentIdentities(account: Account, userId: string) {
  const stored: StoredIdentity[] = JSON.parse(account.identities)
  const hasEmailIdentity = account.email !== null && (account.hasPassword || stored.length === 0)
  const own = hasEmailIdentity && {
    provider: 'email',
    subject: userId,
    email: account.email,
    createdAt: account.createdAt.getTime(),
  }
  return Promise.all(
    [...(own ? [own] : []), ...stored].map(async ({ provider, subject, email, createdAt }) => ({
      identity_id: await identityId(account._id, provider),
      id: subject,
      user_id: userId,
      identity_data: {
        sub: subject,
        ...(email !== null && { email, email_verified: provider === 'email' ? account.emailVerified : true }),
        phone_verified: false,
      },
      provider,
      last_sign_in_at: iso(account.lastSignedInAt ?? createdAt),
      created_at: iso(createdAt),
      updated_at: iso(createdAt),
      ...(email !== null && { email }),
    })),
  )
}

/** The id of a user's identity, of which there is one for each provider. */
export const identityId = (userId: string, provider: string): Promise<string> => derivedUuid(userId, provider)

/** An authenticator app. */
export const presentFactor = async ({ _id, type, name, createdAt, confirmedAt, lastUsedAt }: StoredFactor) => ({
  id: await toUuid(_id),
  friendly_name: name,
  factor_type: type,
  status: confirmedAt === null ? 'unverified' : 'verified',
  created_at: iso(createdAt),
  updated_at: iso(lastUsedAt ?? confirmedAt ?? createdAt),
  ...maybe('last_challenged_at', lastUsedAt),
})
