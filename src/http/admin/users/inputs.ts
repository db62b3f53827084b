import * as v from 'valibot'
import { APP_METADATA_MAX_BYTES, METADATA_MAX_BYTES } from '../../../model/metadata.ts'
import { MAX_ROLES, ROLE_NAME } from '../../../model/roles.ts'
import { emailInput, newPasswordInput } from '../../fields/credentials.ts'
import { mergePatchInput } from '../../fields/json-object.ts'
import { orJsonText } from '../../fields/json-text.ts'
import { nameInput } from '../../fields/names.ts'
import { optional } from '../../fields/optional.ts'
import { longest, text } from '../../fields/text.ts'
import { component } from '../../openapi/component.ts'

const REASON_MAX = 500

/** A field of another type than text that may be left out; null leaves it out, too. */
const given = <S extends v.GenericSchema>(schema: S) =>
  v.exactOptional(
    v.pipe(
      orJsonText(v.nullable(schema)),
      v.transform((value) => value ?? undefined),
    ),
  )

const flag = (description: string) =>
  given(v.pipe(v.boolean('must be true or false'), v.metadata({ examples: [true], description })))

const roles = given(
  v.pipe(
    v.array(v.pipe(text, v.regex(ROLE_NAME, 'must be a name such as editor'), v.metadata({ examples: ['editor'] }))),
    v.maxLength(MAX_ROLES, `must be at most ${MAX_ROLES}`),
    v.check((names) => new Set(names).size === names.length, 'must not name a role twice'),
    v.description('All roles of the user; `admin` is that of operators'),
  ),
)

const appMetadata = mergePatchInput(APP_METADATA_MAX_BYTES, { plan: 'pro' })

/** A change by a merge, in which null clears everything. */
const merge = <S extends v.GenericSchema>(schema: S) => v.exactOptional(orJsonText(v.nullable(schema)))

export const newUserInput = component(
  'NewAdminUser',
  v.object({
    email: emailInput,
    name: optional(nameInput),
    password: optional(newPasswordInput),
    emailVerified: flag('Whether you know that the address is theirs'),
    roles,
    appMetadata: given(appMetadata),
    invite: flag('Whether to send them an email with a link and a code by which they choose their password'),
  }),
)

export const userChanges = component(
  'AdminUserChanges',
  v.object({
    name: optional(nameInput),
    email: optional(emailInput),
    emailVerified: flag('Whether you know that the address is theirs; without it another address is not verified'),
    roles,
    appMetadata: merge(appMetadata),
    metadata: merge(mergePatchInput(METADATA_MAX_BYTES, { theme: 'dark' })),
  }),
)

const time = v.pipe(
  text,
  v.isoTimestamp('must be a time such as 2026-12-24T08:30:00Z'),
  v.check((value) => !Number.isNaN(Date.parse(value)), 'must be a time such as 2026-12-24T08:30:00Z'),
  v.transform((value) => new Date(value)),
)

export const disabling = component(
  'UserDisabling',
  v.object({
    reason: optional(
      v.pipe(
        text,
        v.trim(),
        longest(REASON_MAX),
        v.metadata({ examples: ['Sends spam'], maxLength: REASON_MAX, description: 'The user does not see it' }),
      ),
    ),
    until: optional(
      v.pipe(
        time,
        v.metadata({
          examples: ['2099-12-24T08:30:00.000Z'],
          description: 'When they are enabled again, within ten minutes; without it an operator has to do it',
        }),
      ),
    ),
  }),
)
