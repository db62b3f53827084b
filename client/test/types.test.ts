import type * as v from 'valibot'
import { expectTypeOf, it } from 'vitest'
import type * as account from '../../src/http/api/account/schemas.ts'
import type * as email from '../../src/http/api/email/schemas.ts'
import type * as identity from '../../src/http/api/identities/schemas.ts'
import type * as passkey from '../../src/http/api/passkeys/schemas.ts'
import type * as password from '../../src/http/api/password/schemas.ts'
import type * as profileChanges from '../../src/http/api/profile/change-schemas.ts'
import type * as profile from '../../src/http/api/profile/schemas.ts'
import type { sessionItem } from '../../src/http/api/sessions/session-item.ts'
import type { providerLogin } from '../../src/http/api/sign-in/provider-schemas.ts'
import type * as signIn from '../../src/http/api/sign-in/schemas.ts'
import type { FieldError, ProblemCode } from '../../src/model/problem.ts'
import type * as client from '../index.ts'

// tsc checks these: what the client has from the document is what the server has from its schemas.

it('knows every code of the catalogue, and no other', () => {
  expectTypeOf<client.ProblemCode>().toEqualTypeOf<ProblemCode>()
  expectTypeOf<client.LatchkeyErrorCode>().toEqualTypeOf<ProblemCode | 'network_error' | 'unexpected_answer'>()
  expectTypeOf<client.FieldError>().toEqualTypeOf<FieldError>()
})

it('gives what the service answers', () => {
  expectTypeOf<client.OwnProfile>().toEqualTypeOf<v.InferOutput<typeof profile.ownProfile>>()
  expectTypeOf<client.PublicProfile>().toEqualTypeOf<v.InferOutput<typeof profile.publicProfile>>()
  expectTypeOf<client.SessionItem>().toEqualTypeOf<v.InferOutput<typeof sessionItem>>()
  expectTypeOf<client.ActivityItem>().toEqualTypeOf<v.InferOutput<typeof account.activityItem>>()
  expectTypeOf<Omit<client.AccountExport, 'extensions'>>().toEqualTypeOf<
    Omit<v.InferOutput<typeof account.accountExport>, 'extensions'>
  >()
  expectTypeOf<client.CodeSent>().toEqualTypeOf<v.InferOutput<typeof email.codeSent>>()
  expectTypeOf<client.IdentityItem>().toEqualTypeOf<v.InferOutput<typeof identity.identityItem>>()
  expectTypeOf<client.PasskeyItem>().toEqualTypeOf<v.InferOutput<typeof passkey.passkeyItem>>()
  expectTypeOf<client.PasskeyOptions>().toEqualTypeOf<v.InferOutput<typeof passkey.passkeyOptions>>()
  expectTypeOf<client.PasskeyLoginOptions>().toEqualTypeOf<v.InferOutput<typeof passkey.passkeyLoginOptions>>()
})

it('gives a sign-in without its tokens', () => {
  type Shown = Omit<v.InferOutput<typeof signIn.signedIn>, 'token' | 'refreshToken'>
  expectTypeOf<client.SignedIn>().branded.toEqualTypeOf<Shown>()
  expectTypeOf<Omit<client.SignedIn, 'mergedGuestId'>>().toEqualTypeOf<client.OwnProfile>()
})

/** What a call takes: an app may also pass on `undefined` for what it may leave out, which is not sent. */
type Taken<S extends v.GenericSchema> = Passed<v.InferInput<S>>
type Passed<T> = T extends unknown
  ? { [K in keyof T]: Record<never, never> extends Pick<T, K> ? T[K] | undefined : T[K] }
  : never

it('takes what the service takes', () => {
  expectTypeOf<client.Registration>().toEqualTypeOf<Taken<typeof signIn.registration>>()
  expectTypeOf<client.Credentials>().toEqualTypeOf<Taken<typeof signIn.credentials>>()
  expectTypeOf<client.ProfileChanges>().toEqualTypeOf<Taken<typeof profileChanges.profileChanges>>()
  expectTypeOf<client.PasswordReset>().toEqualTypeOf<Taken<typeof password.passwordReset>>()
  expectTypeOf<client.PasswordChange>().toEqualTypeOf<Taken<typeof password.passwordChange>>()
  expectTypeOf<client.EmailChange>().toEqualTypeOf<Taken<typeof email.emailChange>>()
  expectTypeOf<client.EmailConfirmation>().toEqualTypeOf<Taken<typeof email.emailConfirmation>>()
  expectTypeOf<client.AccountDeletion>().toEqualTypeOf<Taken<typeof account.accountDeletion>>()
  expectTypeOf<client.ProviderLogin>().toEqualTypeOf<Taken<typeof providerLogin>>()
  expectTypeOf<client.IdentityProof>().toEqualTypeOf<Taken<typeof identity.identityProof>>()
})
