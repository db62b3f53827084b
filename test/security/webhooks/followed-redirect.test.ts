import { expect, it, vi } from 'vitest'
import { openReceiver } from '../../support/receiver.ts'
import { outboxRows } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// A receiver's host may be public, and its redirect lead to one that is not.
it.each([301, 302, 303, 307, 308])('a redirect (%d) to a private IP address is not followed', async (status) => {
  const receiver = openReceiver()
  receiver.respond = () => new Response(null, { status, headers: { location: 'http://169.254.169.254/' } })
  await registerUser({}, serviceWith(receiver.settings))
  expect(vi.mocked(fetch).mock.calls.map(([, init]) => init?.redirect)).toEqual(['manual'])
  expect(receiver.calls).toHaveLength(1)
  expect(await outboxRows()).toMatchObject([{ last_failure: `status ${status}` }, { last_failure: null }])
})
