import * as v from 'valibot'
import { CODE_LIFETIME_SECONDS } from '../../../model/code-lifetime.ts'
import {
  codeInput,
  cursor,
  deviceNameInput,
  emailInput,
  idInput,
  idOutput,
  newPasswordInput,
  passwordInput,
  textOutput,
  timeOutput,
  tokenInput,
} from '../../fields.ts'
import { present } from '../../present.ts'
import { identityItem, identityProof, presentIdentity, provider } from '../identities/schemas.ts'
import { ownProfile, presentOwnProfile } from '../profile/schemas.ts'
import { presentSession, sessionItem } from '../sign-in/schemas.ts'

export const passwordChange = v.pipe(
  v.object({ currentPassword: passwordInput, newPassword: newPasswordInput }),
  v.metadata({ ref: 'PasswordChange' }),
)

export const resetRequest = v.pipe(v.object({ email: emailInput }), v.metadata({ ref: 'ResetRequest' }))

export const passwordReset = v.pipe(
  v.object({ email: emailInput, code: codeInput, password: newPasswordInput, deviceName: deviceNameInput }),
  v.metadata({ ref: 'PasswordReset' }),
)

export const emailConfirmation = v.pipe(v.object({ code: codeInput }), v.metadata({ ref: 'EmailConfirmation' }))

/** The same by a link, in a browser that has no access token: it names the user. */
export const emailConfirmationByLink = v.object({ user: idInput, code: codeInput })

export const emailChange = v.pipe(
  v.object({ email: emailInput, password: passwordInput }),
  v.metadata({ ref: 'EmailChange' }),
)

const deletionFields = {
  appleAuthorizationCode: v.exactOptional(
    v.pipe(tokenInput, v.description('Of a fresh authorization at Apple: what was granted there is taken back')),
  ),
}
const deletionByPassword = v.pipe(
  v.object({ password: passwordInput, ...deletionFields }),
  v.metadata({ ref: 'DeletionByPassword' }),
)
const deletionByProvider = v.pipe(
  v.object({
    provider,
    ...identityProof.entries,
    ...deletionFields,
  }),
  v.metadata({ ref: 'DeletionByProvider' }),
)

/** What proves that the user asks: the password, or a linked account at a provider. */
export const accountDeletion = v.pipe(
  {
    ...v.union([deletionByPassword, deletionByProvider]),
    // A union would say that neither fits, and not what is wrong with the one that was meant.
    '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
      ('provider' in Object(dataset.value) ? deletionByProvider : deletionByPassword)['~run'](dataset, config),
  },
  v.metadata({ ref: 'AccountDeletion' }),
)

/** The answer to a call that mails a code: in how many seconds it expires. */
export const codeSent = v.pipe(
  v.strictObject({ expiresIn: v.pipe(v.number(), v.integer(), v.metadata({ examples: [CODE_LIFETIME_SECONDS] })) }),
  v.metadata({ ref: 'CodeSent' }),
)

export const presentCodeSent = () => ({ expiresIn: CODE_LIFETIME_SECONDS })

export const activityItem = v.pipe(
  v.strictObject({
    _id: idOutput,
    type: textOutput('logged_in'),
    createdAt: timeOutput,
    sessionId: v.nullable(idOutput),
    ip: v.nullable(textOutput('203.0.113.0/24')),
    deviceName: v.nullable(textOutput('Safari on iOS')),
  }),
  v.metadata({ ref: 'ActivityItem' }),
)

export const activityQuery = v.object({
  cursor: v.exactOptional(v.pipe(cursor, v.description('`nextCursor` of the page before'))),
})

const sentCode = v.pipe(
  v.strictObject({
    purpose: textOutput('verify_email'),
    address: textOutput('syamlal@example.com'),
    createdAt: timeOutput,
    expiresAt: timeOutput,
  }),
  v.metadata({ ref: 'SentCode' }),
)

/** Rows of each list in an export: far more than a person produces, and few enough for a Worker's memory. */
export const EXPORT_MAX_ROWS = 10_000

const latest = { description: 'The latest ones.', maxItems: EXPORT_MAX_ROWS }

export const accountExport = v.pipe(
  v.strictObject({
    exportedAt: timeOutput,
    profile: ownProfile,
    identities: v.array(identityItem),
    sessions: v.pipe(v.array(sessionItem), v.metadata(latest)),
    codes: v.array(sentCode),
    activity: v.pipe(v.array(activityItem), v.metadata(latest)),
  }),
  v.metadata({ ref: 'AccountExport' }),
)

export type PasswordChange = v.InferOutput<typeof passwordChange>
export type PasswordReset = v.InferOutput<typeof passwordReset>
export type EmailConfirmationByLink = v.InferOutput<typeof emailConfirmationByLink>
export type DeletionByPassword = v.InferOutput<typeof deletionByPassword>
export type DeletionByProvider = v.InferOutput<typeof deletionByProvider>
export type AccountDeletion = v.InferOutput<typeof accountDeletion>
export type EmailChange = v.InferOutput<typeof emailChange>
export type ActivityItem = v.InferInput<typeof activityItem>
export type AccountExport = v.InferInput<typeof accountExport>

const activityKeys = v.keyof(activityItem).options
const codeKeys = v.keyof(sentCode).options

export const presentActivity = (row: ActivityItem) => present(row, activityKeys)

export const presentAccountExport = ({
  exportedAt,
  profile,
  identities,
  sessions,
  codes,
  activity,
}: AccountExport) => ({
  exportedAt: exportedAt.toISOString(),
  profile: presentOwnProfile(profile),
  identities: identities.map(presentIdentity),
  sessions: sessions.map(presentSession),
  codes: codes.map((code) => present(code, codeKeys)),
  activity: activity.map(presentActivity),
})
