import * as v from 'valibot'
import { isReservedClaim } from '../../config/reserved-claims.ts'
import type { Settings } from '../../config/settings.ts'
import type { GrantedClaims } from '../../crypto/tokens.ts'
import { isObject, isRepresentable } from '../../model/storable.ts'
import { ask } from './ask.ts'
import type { AskedHooks } from './asked-hooks.ts'
import type { Hooks } from './hooks.ts'
import { byteLength, plain, validate } from './returned.ts'

/** Of their JSON, in UTF-8. A token goes with every call, in a header of which servers take 8 KiB or less. */
const CLAIMS_MAX_BYTES = 1_024

/** Claims of the authorization of access tokens (RFC 9068 §2.2.3): whoever verifies a token may act by them. */
const AUTHORIZING = new Set('scope groups entitlements'.split(' '))

/** Names that mean something to JavaScript wherever claims are copied one by one. */
const OF_OBJECTS = new Set(['__proto__', 'constructor', 'prototype'])

/** Claims that a hook may give: none that has a meaning already, or that a setting takes from the user's metadata. */
const claimsOf = ({ TOKEN_CLAIMS = [] }: Settings) =>
  v.pipe(
    v.custom<GrantedClaims>(isObject),
    v.check((claims) => isRepresentable(claims) && byteLength(claims) <= CLAIMS_MAX_BYTES),
    v.check((claims) =>
      Object.keys(claims).every(
        (name) =>
          !isReservedClaim(name) && !AUTHORIZING.has(name) && !OF_OBJECTS.has(name) && !TOKEN_CLAIMS.includes(name),
      ),
    ),
  )

/** Asks what an access token is to say besides. A `Problem` is no refusal here: who may have a session was decided. */
export const askTokenClaims =
  (hook: NonNullable<Hooks['tokenClaims']>): NonNullable<AskedHooks['tokenClaims']> =>
  (ctx, session) =>
    ask(
      'tokenClaims',
      ctx,
      (own, signal) => hook(own, session, signal),
      (returned) => validate(claimsOf(ctx.settings), plain(returned)),
    )
