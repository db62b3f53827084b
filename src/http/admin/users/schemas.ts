import * as v from 'valibot'
import { EMAIL_PROOFS } from '../../../model/email-proofs.ts'
import { ROLE_NAME } from '../../../model/roles.ts'
import { activityItem } from '../../api/account/schemas.ts'
import { factorItem } from '../../api/factors/schemas.ts'
import { identityItem } from '../../api/identities/schemas.ts'
import { passkeyItem } from '../../api/passkeys/schemas.ts'
import { returnable } from '../../api/profile/fields.ts'
import { sessionFields } from '../../api/sessions/session-item.ts'
import { flagQuery, pageQuery, timeQuery } from '../../fields/list-query.ts'
import { flagOutput, rolesOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { longest, text } from '../../fields/text.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'

const { _id, name, email, emailVerified, isGuest, avatarUrl, createdAt, bio, locale, updatedAt } = returnable
const noTime = v.nullable(timeOutput)

const itemFields = {
  _id,
  name,
  email,
  emailVerified,
  isGuest,
  avatarUrl,
  roles: rolesOutput,
  disabledAt: noTime,
  disabledUntil: v.pipe(noTime, v.description('When they are enabled again; null: when an operator does it')),
  createdAt,
  lastSignedInAt: v.pipe(noTime, v.description('As far as their sessions and latest activity tell')),
}

/** A user as lists for operators have them. */
export const adminUserItem = component('AdminUserItem', v.strictObject(itemFields))

const adminSession = component('AdminSession', v.strictObject(sessionFields))

/** A user as operators see them. */
export const adminUser = component(
  'AdminUser',
  v.strictObject({
    ...itemFields,
    bio,
    locale,
    updatedAt,
    emailVerifiedBy: v.nullable(component('EmailProof', v.picklist(EMAIL_PROOFS))),
    emailVerifiedAt: noTime,
    importedAt: v.pipe(noTime, v.description('When they came from another backend')),
    hasPassword: flagOutput,
    disabledReason: v.pipe(v.nullable(textOutput('Sends spam')), v.description('The user does not see it')),
    metadata: returnable.metadata,
    appMetadata: returnable.appMetadata,
    sessions: v.array(adminSession),
    identities: v.array(identityItem),
    factors: v.array(factorItem),
    passkeys: v.array(passkeyItem),
    recoveryCodesLeft: v.pipe(v.number(), v.integer(), v.metadata({ examples: [10] })),
    activity: v.pipe(v.array(activityItem), v.description('The latest')),
  }),
)

const SEARCH_MAX = 254 // as long as an email address may be

/** Which users, and which page of them. */
export const usersQuery = v.object({
  search: v.exactOptional(
    v.pipe(
      text,
      v.trim(),
      longest(SEARCH_MAX),
      v.metadata({
        examples: ['syam'],
        maxLength: SEARCH_MAX,
        description: 'What an email address or a name begins with, or an id',
      }),
    ),
  ),
  role: v.exactOptional(
    v.pipe(
      text,
      v.regex(ROLE_NAME, 'must be the name of a role'),
      v.metadata({ examples: ['editor'], description: 'Who have this role' }),
    ),
  ),
  disabled: flagQuery('Who are disabled, or are not'),
  guest: flagQuery('Who are guests, or are not'),
  createdAfter: timeQuery('Who were created then or later'),
  createdBefore: timeQuery('Who were created before'),
  ...pageQuery,
})

export const presentAdminUserItem = presenter(adminUserItem)

export const presentAdminUser = presenter(adminUser)
