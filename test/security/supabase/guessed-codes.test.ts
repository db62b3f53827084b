import { describe, expect, it } from 'vitest'
import { asUser, signUp } from '../../supabase/support/face.ts'
import { newAddress, openMail, waitForNextCode } from '../../supabase/support/mail.ts'
import { otherThan } from '../../support/mailbox.ts'

// Six digits take five guesses, whatever the guesses say that the code is for.

interface Sent {
  face: ReturnType<typeof openMail>['face']
  email: string
}

const KINDS: Record<string, { send(sent: Sent): Promise<unknown>; types: string[]; isNew?: boolean }> = {
  'signs in': {
    send: ({ face, email }) => face('/otp', { body: { email } }),
    types: ['email', 'magiclink', 'recovery', 'invite', 'signup'],
  },
  'confirms a sign-up': {
    send: async ({ face, email }) => {
      await waitForNextCode(email)
      await face('/resend', { body: { type: 'signup', email } })
    },
    types: ['signup', 'email'],
  },
  'changes an address': {
    send: async ({ face, email }) => {
      const { session } = await signUp(face)
      await asUser(face, session.access_token)('/user', { method: 'PUT', body: { email } })
    },
    types: ['email_change'],
    isNew: true,
  },
}

describe.each(Object.entries(KINDS))('a code that %s', (_, { send, types, isNew }) => {
  it('is compared with five guesses', async () => {
    const { face, mailbox } = openMail()
    const email = isNew ? newAddress() : (await signUp(face)).email
    await send({ face, email })
    const token = mailbox.lastCode(email)
    const guess = (step: number) =>
      face('/verify', { body: { type: types[step % types.length], email, token: otherThan(token, step + 1) } })
    for (let step = 0; step < 5; step += 1) expect((await guess(step)).body.error_code).toBe('otp_expired')
    for (const type of types) expect((await face('/verify', { body: { type, email, token } })).status).toBe(403)
  })

  it('is right for nothing else', async () => {
    const { face, mailbox } = openMail()
    const email = isNew ? newAddress() : (await signUp(face)).email
    await send({ face, email })
    const token = mailbox.lastCode(email)
    const others = ['email', 'signup', 'magiclink', 'recovery', 'invite', 'email_change'].filter(
      (type) => !types.includes(type),
    )
    for (const type of others) expect((await face('/verify', { body: { type, email, token } })).status).toBe(403)
    expect((await face('/verify', { body: { type: types[0], email, token } })).status).toBe(200)
  })
})

it('a link that is for one thing is right for no other', async () => {
  const { face, mailbox } = openMail()
  const { email } = await signUp(face)
  await waitForNextCode(email)
  await face('/resend', { body: { type: 'signup', email } })
  const text = mailbox.mailsTo(email).at(-1)?.text ?? ''
  const token_hash = new URL(/^https:\S+$/m.exec(text)?.[0] ?? '').searchParams.get('token')
  for (const type of ['magiclink', 'recovery', 'email_change'])
    expect((await face('/verify', { body: { type, token_hash } })).body.error_code).toBe('otp_expired')
  expect((await face('/verify', { body: { type: 'signup', token_hash } })).status).toBe(200)
})
