import * as v from 'valibot'
import { passwordInput, tokenInput } from '../../fields/credentials.ts'
import { isGiven, optional } from '../../fields/optional.ts'
import { cursor, flagOutput, idOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'
import { factorItem } from '../factors/schemas.ts'
import { identityItem, idTokenFields, provider } from '../identities/schemas.ts'
import { passkeyItem } from '../passkeys/schemas.ts'
import { ownProfile } from '../profile/schemas.ts'
import { sessionItem } from '../sessions/session-item.ts'

const deletionFields = {
  appleAuthorizationCode: optional(
    v.pipe(tokenInput, v.description('Of a fresh authorization at Apple: what was granted there is taken back')),
  ),
}
const deletionByPassword = component('DeletionByPassword', v.object({ password: passwordInput, ...deletionFields }))
const deletionByProvider = component('DeletionByProvider', v.object({ provider, ...idTokenFields, ...deletionFields }))

const deletionOfGuest = component('DeletionOfGuest', v.object({ password: v.exactOptional(v.null()) }))

/**
 * What proves that the user asks: the password, or a linked account at a provider. A guest has neither, and nor has who
 * only has passkeys.
 */
export const accountDeletion = component('AccountDeletion', {
  ...v.union([deletionByPassword, deletionByProvider, deletionOfGuest]),
  // A union would say that none fits, and not what is wrong with the one that was meant.
  '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
    deletionOf(dataset.value)['~run'](dataset, config),
})

function deletionOf(body: unknown) {
  const { provider: named, password } = body as Record<string, unknown> // `body` has made sure that it is an object
  if (isGiven(named)) return deletionByProvider
  return (password ?? undefined) === undefined ? deletionOfGuest : deletionByPassword
}

export const activityItem = component(
  'ActivityItem',
  v.strictObject({
    _id: idOutput,
    type: textOutput('logged_in'),
    createdAt: timeOutput,
    sessionId: v.nullable(idOutput),
    ip: v.nullable(textOutput('203.0.113.0/24')),
    deviceName: v.nullable(textOutput('Safari on iOS')),
    otherId: v.pipe(v.nullable(idOutput), v.description('The guest who was merged, of `guest_merged`')),
    method: v.pipe(v.nullable(textOutput('password')), v.description('By which way a sign-in was made')),
    bySupport: v.pipe(
      flagOutput,
      v.metadata({ examples: [false], description: 'Whether an operator of the service did it' }),
    ),
  }),
)

export const activityQuery = v.object({
  cursor: v.exactOptional(v.pipe(cursor, v.description('`nextCursor` of the page before'))),
})

const sentCode = component(
  'SentCode',
  v.strictObject({
    purpose: textOutput('verify_email'),
    address: textOutput('syamlal@example.com'),
    createdAt: timeOutput,
    expiresAt: timeOutput,
  }),
)

const recoveryCodeItem = component(
  'RecoveryCodeItem',
  v.strictObject({ createdAt: timeOutput, usedAt: v.nullable(timeOutput) }),
)

/** Rows of each list in an export: far more than a person produces, and few enough for a Worker's memory. */
export const EXPORT_MAX_ROWS = 10_000

const latest = { description: 'The latest ones.', maxItems: EXPORT_MAX_ROWS }

/** Rows of tables that are not ours: their columns are unknown here. */
const ownRows = v.pipe(
  v.record(v.string(), v.unknown()),
  v.metadata({
    examples: [{ notes: [{ text: 'Buy milk' }] }],
    description: "The user's rows in the tables of src/extensions, by table; missing where there are none",
  }),
)

export const accountExport = component(
  'AccountExport',
  v.strictObject({
    exportedAt: timeOutput,
    profile: ownProfile,
    identities: v.array(identityItem),
    passkeys: v.array(passkeyItem),
    sessions: v.pipe(v.array(sessionItem), v.metadata(latest)),
    codes: v.array(sentCode),
    factors: v.array(factorItem),
    recoveryCodes: v.array(recoveryCodeItem),
    activity: v.pipe(v.array(activityItem), v.metadata(latest)),
    extensions: v.exactOptional(ownRows),
  }),
)

export const presentActivity = presenter(activityItem)
export const presentAccountExport = presenter(accountExport)
