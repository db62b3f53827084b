import * as v from 'valibot'
import { flagOutput, idOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'

const noTime = v.nullable(timeOutput)

/** A user as operators see them. */
export const adminUser = component(
  'AdminUser',
  v.strictObject({
    _id: idOutput,
    name: textOutput('Syamlal'),
    email: v.nullable(textOutput('syamlal@example.com')),
    emailVerified: flagOutput,
    isGuest: v.pipe(flagOutput, v.metadata({ examples: [false] })),
    disabledAt: noTime,
    disabledUntil: noTime,
    disabledReason: v.nullable(textOutput('Sends spam')),
    createdAt: timeOutput,
    updatedAt: timeOutput,
  }),
)

export const presentAdminUser = presenter(adminUser)
