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

const flag = (description: string, example = true) =>
  given(v.pipe(v.boolean('must be true or false'), v.metadata({ examples: [example], description })))

/** All roles that a user is to have. */
export const rolesInput = v.pipe(
  v.array(
    v.pipe(text, v.regex(ROLE_NAME, 'must be a name such as editor'), v.metadata({ examples: ['editor'] })),
    'must be a list of names',
  ),
  v.maxLength(MAX_ROLES, `must be at most ${MAX_ROLES}`),
  v.check((names) => new Set(names).size === names.length, 'must not name a role twice'),
  v.description('All roles of the user; `admin` is that of operators'),
)

const roles = given(rolesInput)

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
    invite: flag('Whether to send them an email with a link and a code by which they choose their password', false),
  }),
)

export const userChanges = component(
  'AdminUserChanges',
  v.object({
    name: optional(nameInput),
    email: optional(v.pipe(emailInput, v.metadata({ format: undefined }))), // nobody is without one: an empty text leaves it
    emailVerified: flag('Whether you know that the address is theirs; without it another address is not verified'),
    roles,
    appMetadata: merge(appMetadata),
    metadata: merge(mergePatchInput(METADATA_MAX_BYTES, { theme: 'dark' })),
  }),
)

/** RFC 3339 §5.6: a time with its offset. */
const RFC_3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/

const time = v.pipe(
  text,
  v.check(
    (value) => RFC_3339.test(value) && !Number.isNaN(Date.parse(value)),
    'must be a time such as 2026-11-24T08:30:00Z',
  ),
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
