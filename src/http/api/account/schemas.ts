import * as v from 'valibot'
import { passwordInput, tokenInput } from '../../fields/credentials.ts'
import { isGiven, optional } from '../../fields/optional.ts'
import { cursor, idOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'
import { identityItem, identityProof, provider } from '../identities/schemas.ts'
import { passkeyItem } from '../passkeys/schemas.ts'
import { ownProfile } from '../profile/schemas.ts'
import { sessionItem } from '../sessions/schemas.ts'

const deletionFields = {
  appleAuthorizationCode: optional(
    v.pipe(tokenInput, v.description('Of a fresh authorization at Apple: what was granted there is taken back')),
  ),
}
const deletionByPassword = component('DeletionByPassword', v.object({ password: passwordInput, ...deletionFields }))
const deletionByProvider = component(
  'DeletionByProvider',
  v.object({ provider, ...identityProof.entries, ...deletionFields }),
)

/** What proves that the user asks: the password, or a linked account at a provider. */
export const accountDeletion = component('AccountDeletion', {
  ...v.union([deletionByPassword, deletionByProvider]),
  // A union would say that neither fits, and not what is wrong with the one that was meant.
  '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
    (namesProvider(dataset.value) ? deletionByProvider : deletionByPassword)['~run'](dataset, config),
})

const namesProvider = (body: unknown) =>
  typeof body === 'object' && body !== null && 'provider' in body && isGiven(body.provider)

export const activityItem = component(
  'ActivityItem',
  v.strictObject({
    _id: idOutput,
    type: textOutput('logged_in'),
    createdAt: timeOutput,
    sessionId: v.nullable(idOutput),
    ip: v.nullable(textOutput('203.0.113.0/24')),
    deviceName: v.nullable(textOutput('Safari on iOS')),
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

/** Rows of each list in an export: far more than a person produces, and few enough for a Worker's memory. */
export const EXPORT_MAX_ROWS = 10_000

const latest = { description: 'The latest ones.', maxItems: EXPORT_MAX_ROWS }

export const accountExport = component(
  'AccountExport',
  v.strictObject({
    exportedAt: timeOutput,
    profile: ownProfile,
    identities: v.array(identityItem),
    passkeys: v.array(passkeyItem),
    sessions: v.pipe(v.array(sessionItem), v.metadata(latest)),
    codes: v.array(sentCode),
    activity: v.pipe(v.array(activityItem), v.metadata(latest)),
  }),
)

export const presentActivity = presenter(activityItem)
export const presentAccountExport = presenter(accountExport)
