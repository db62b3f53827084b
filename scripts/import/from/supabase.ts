import { toId } from '../extended-json.ts'
import { Reject } from '../reject.ts'
import { type Document, nameOf, objectOf, type Read, refuseAnonymous, rowsOf, textsOf, toIdentity } from './format.ts'

const KNOWN = ['id', 'email', 'encrypted_password', 'email_confirmed_at', 'banned_until', 'deleted_at', 'is_anonymous']
const ALSO_KNOWN = [
  'raw_user_meta_data',
  'raw_app_meta_data',
  'created_at',
  'updated_at',
  'identities',
  'phone',
  'refresh_tokens',
]

/**
 * A row of `auth.users` with its rows of `auth.identities` as `identities`, and its live refresh tokens: docs/moving-in.md has the
 * query.
 */
export function fromSupabase(document: Document): Read {
  const reason = reasonAgainst(document)
  if (reason) throw Object.assign(new Reject(reason), { _id: toId(document.id) })
  refuseAnonymous(document.is_anonymous, document.id)
  const profile = objectOf(document.raw_user_meta_data, 'raw_user_meta_data')
  const { provider: _, providers: __, ...appMetadata } = objectOf(document.raw_app_meta_data, 'raw_app_meta_data')
  const others = Object.entries(document).filter(([key]) => ![...KNOWN, ...ALSO_KNOWN].includes(key))
  return {
    document: {
      ...Object.fromEntries(others), // the report names them
      ...(document.phone ? { phone: document.phone } : {}),
      _id: document.id,
      email: document.email,
      emailVerified: document.email_confirmed_at,
      name: nameOf([profile.full_name, profile.name, profile.display_name], document.email),
      avatarUrl: profile.avatar_url ?? profile.picture,
      createdAt: document.created_at,
      updatedAt: document.updated_at,
      bannedUntil: document.banned_until,
      password: document.encrypted_password,
    },
    identities: rowsOf(document.identities, 'identities').flatMap(identityOf),
    refreshTokens: textsOf(document.refresh_tokens, 'refresh_tokens'),
    metadata: profile,
    appMetadata,
  }
}

function reasonAgainst(document: Document): 'deleted' | 'phone_only' | undefined {
  if (document.deleted_at) return 'deleted'
  return !document.email && document.phone ? 'phone_only' : undefined
}

/** Older versions have no `provider_id`, and `sub` is in the data only. */
function identityOf({ provider, provider_id, identity_data }: Document) {
  const data = objectOf(identity_data, 'identity_data')
  return toIdentity(provider, provider_id ?? data.sub, data.email) ?? []
}
