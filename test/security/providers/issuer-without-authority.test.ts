import { expect, it } from 'vitest'
import { newPerson } from '../../support/person.ts'
import { resetByVictim, VICTIM } from '../../support/pre-hijacking.ts'
import { linkWith, loginWith, signedInWith } from '../../support/provider-login.ts'
import { dump, identityRows, verifyEmail } from '../../support/rows.ts'
import { SESSION_ENDED, tryAccess } from '../../support/try-token.ts'

const ACCOUNT_EXISTS = { status: 409, body: { code: 'account_exists' } }

// An administrator of a tenant writes whatever address into its tokens ("nOAuth"): the settings say whom to believe.
it.each([
  ['line', { email_verified: true }],
  ['microsoft', { email_verified: true, xms_edov: true }],
  ['microsoft', {}],
] as const)('the address of an issuer that is no authority opens no account: %s %j', async (name, claims) => {
  const victim = await newPerson({ email: VICTIM })
  await verifyEmail(victim._id)
  const before = await dump()
  expect(await loginWith(name, { ...claims, email: VICTIM })).toMatchObject(ACCOUNT_EXISTS)
  expect(await dump()).toEqual(before)
})

it.each([
  ['is not ASCII', { email: 'victim@acme.e\u212Aample' }],
  ['is not verified there', { email_verified: false }],
  ['is verified in a word that is none', { email_verified: 'yes' }],
])('nor does one of an authority that %s', async (_, claims) => {
  const victim = await newPerson({ email: VICTIM })
  await verifyEmail(victim._id)
  expect((await loginWith('acme', { email: VICTIM, ...claims })).body.code).toBe('email_unverified')
  expect(await identityRows()).toEqual([])
})

it('who made an account with it first loses it to the owner’s reset', async () => {
  const { service, mailbox } = await newPerson({ email: 'somebody@example.com' })
  const attacker = await signedInWith('microsoft', { sub: 'attacker', email: VICTIM }, { service })
  await linkWith('acme', attacker.token, { sub: 'attacker', email: undefined })
  const reset = await resetByVictim({ ...attacker, service, mailbox, as: service, signIn: async () => attacker })
  expect(reset.body.data._id).toBe(attacker._id)
  expect(await tryAccess(attacker.token)).toEqual(SESSION_ENDED)
  expect(await identityRows()).toEqual([])
})
