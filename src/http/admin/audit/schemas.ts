import * as v from 'valibot'
import { AUDIT_ACTIONS } from '../../../model/operator.ts'
import { pageQuery } from '../../fields/list-query.ts'
import { idOutput, textOutput, timeOutput } from '../../fields/outputs.ts'
import { idInput } from '../../fields/text.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'

const actor = component(
  'AuditActor',
  v.strictObject({
    type: component('AuditActorType', v.picklist(['user', 'service'])),
    _id: v.pipe(
      textOutput('3q2-7wAAECAwQFBgcICQoL'),
      v.description('The `_id` of a user, or the name of a service key'),
    ),
  }),
)

const members = (description: string) =>
  v.pipe(v.nullable(v.record(v.string(), v.unknown())), v.metadata({ examples: [{ roles: ['editor'] }], description }))

/** What an operator did. */
export const auditItem = component(
  'AuditItem',
  v.strictObject({
    _id: idOutput,
    createdAt: timeOutput,
    actor,
    action: component('AuditAction', v.picklist(AUDIT_ACTIONS)),
    targetId: v.pipe(v.nullable(idOutput), v.description('The user whom it was about, who may be gone')),
    before: members('What was changed, as it was'),
    after: members('What was changed, as it is since'),
    ip: v.nullable(textOutput('203.0.113.0/24')),
    country: v.nullable(textOutput('GB')),
  }),
)

/** Which records, and which page of them. */
export const auditQuery = v.object({
  userId: v.exactOptional(v.pipe(idInput, v.description('About this user'))),
  actorId: v.exactOptional(v.pipe(idInput, v.description('By this user, or the service of this name'))),
  ...pageQuery,
})

export const presentAuditItem = presenter(auditItem)
