import * as v from 'valibot'
import { issueLink } from '../../domain/operations/users/issue-link.ts'
import { idInput } from '../../http/fields/text.ts'
import { LINK_PURPOSES } from '../../model/link-purposes.ts'
import { userCall } from './user-call.ts'

export const issueLinkFor = userCall({
  name: 'issueLinkFor',
  scope: 'links',
  input: v.object({
    id: idInput,
    purpose: v.picklist(LINK_PURPOSES, `must be ${LINK_PURPOSES.join(' or ')}`),
  }),
  async act(ctx, { id, purpose }) {
    const { link, expiresAt } = await issueLink(ctx, id, purpose)
    return { link, expiresAt: expiresAt.toISOString() }
  },
})
