import { expect, it } from 'vitest'
import { faceWith, signUp } from '../../supabase/support/face.ts'
import { newAddress } from '../../supabase/support/mail.ts'
import { asService, WITH_SERVICE_KEYS } from '../../supabase/support/service-token.ts'
import { userRows } from '../../support/rows.ts'

// Row-level security knows people by their UUID alone, and an id of ours and a UUID may be spellings of the same bytes.

const face = faceWith(WITH_SERVICE_KEYS)
const create = (id: string) => face('/admin/users', { body: { id, email: newAddress() }, ...asService() })

it('nobody is made with the UUID of somebody who has it in another spelling', async () => {
  const { session } = await signUp(face)
  for (const id of [session.user.id, session.user.id.toUpperCase()]) {
    const { status, body } = await create(id)
    expect([status, body.code]).toEqual([422, 'email_exists'])
  }
  expect(await userRows()).toHaveLength(1)
})

it('nor with the same one twice; a free one is given', async () => {
  const id = crypto.randomUUID()
  expect(await create(id)).toMatchObject({ status: 200, body: { id } })
  expect((await create(id.toUpperCase())).body.code).toBe('email_exists')
  expect(await userRows()).toHaveLength(1)
})
