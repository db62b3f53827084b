import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CodeToSend, CommittedEvent, WrittenMail } from '../../src/domain/hooks/hooks.ts'
import { newAdmin } from '../support/admin.ts'
import { skipBackoff } from '../support/backoff.ts'
import { faultyD1 } from '../support/d1.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { openMailbox } from '../support/mailbox.ts'
import { serviceWithHooks } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

beforeEach(skipBackoff)

describe('beforeMail', () => {
  it('changes subject, text, HTML and sender, and never whom it is for', async () => {
    const { EMAIL, mails } = openMailbox()
    const seen: WrittenMail[] = []
    const from = { name: 'Another', email: 'another@example.com' }
    const changes = { subject: 'Hello', text: 'Hello', html: '<p>Hello</p>', from }
    const service = serviceWithHooks(
      {
        beforeMail: async (_ctx, mail) => {
          seen.push({ ...mail })
          return changes
        },
      },
      { EMAIL },
    )
    await registerUser({}, service)
    expect(seen).toEqual([expect.objectContaining({ kind: 'verify_email', to: 'syamlal@example.com' })])
    expect(mails).toEqual([{ ...changes, to: 'syamlal@example.com' }])
  })

  it('that has handled a mail keeps it from being sent', async () => {
    const { EMAIL, mails } = openMailbox()
    await registerUser({}, serviceWithHooks({ beforeMail: async () => 'handled' }, { EMAIL }))
    expect(mails).toEqual([])
  })

  it.each([
    { to: 'mallory@example.com' },
    { subject: 'Hello\r\nBcc: mallory@example.com' },
    { from: { name: 'A', email: 'a@example.com>\r\nBcc: mallory@example.com' } },
    { html: '' },
  ])('cannot send it elsewhere: %j', async (changes) => {
    expectLogs('hook_failed')
    const { EMAIL, mails } = openMailbox()
    await registerUser({}, serviceWithHooks({ beforeMail: async () => changes }, { EMAIL }))
    expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['syamlal@example.com', expect.stringContaining('Confirm your email address')],
    ])
  })
})

describe('sendCode', () => {
  const sending = (settings: Record<string, unknown>) => {
    const codes: CodeToSend[] = []
    const sendCode = async (_ctx: unknown, code: CodeToSend) => {
      codes.push(code)
      return 'handled' as const
    }
    return { codes, service: serviceWithHooks({ sendCode }, settings) }
  }

  it('gets the code, its link and whom it is for, and no mail is sent', async () => {
    const { EMAIL, mails } = openMailbox()
    const { codes, service } = sending({ EMAIL })
    const { _id, email } = await registerUser({}, service)
    await service('/users/login/code', { body: { email } })
    const admin = await newAdmin()
    await service('/admin/users', { token: admin.token, body: { email: 'made@example.com', invite: true } })
    const code = expect.stringMatching(/^\d{6}$/)
    const linkTo = (path: string) => expect.stringContaining(path)
    expect(codes).toEqual([
      { purpose: 'verify_email', code, email, userId: _id, link: linkTo('/account/confirm-email?user=') },
      { purpose: 'login', code, email, userId: null, link: linkTo('/account/sign-in-code?email=') },
      {
        ...{ purpose: 'invitation', code, email: 'made@example.com', userId: null },
        link: linkTo('/account/reset-password?email='),
      },
    ])
    expect(mails).toEqual([])
    const answer = await service('/users/login/code/verify', { body: { email, code: codes[1]?.code } })
    expect(answer.status).toBe(200)
  })

  it('is enough where no mail is set up', async () => {
    const { codes, service } = sending({ MAIL_FROM: '', EMAIL: undefined })
    const { email } = await registerUser({}, service)
    expect((await service('/users/login/code', { body: { email } })).status).toBe(202)
    expect((await service('/users/password/forgot', { body: { email } })).status).toBe(202)
    expect(codes.map(({ purpose }) => purpose)).toEqual(['verify_email', 'login', 'reset_password'])
  })

  it('that leaves a code to mail, where there is none, is told of in the log', async () => {
    expectLogs('code_not_sent')
    const service = serviceWithHooks({ sendCode: async () => undefined }, { MAIL_FROM: '', EMAIL: undefined })
    await registerUser({}, service)
    expect(logged('code_not_sent')).toEqual([expect.objectContaining({ kind: 'verify_email' })])
  })
})

describe('afterCommit', () => {
  const listening = (settings: Record<string, unknown> = {}) => {
    const events: CommittedEvent[] = []
    const afterCommit = async (_ctx: unknown, told: readonly CommittedEvent[]) => {
      events.push(...told)
    }
    return { events, service: serviceWithHooks({ afterCommit }, settings) }
  }

  it('hears of events as they were recorded', async () => {
    const { events, service } = listening()
    const { _id: userId, email } = await registerUser({}, service)
    await service('/users/login', { body: { email, password: PASSWORD } })
    expect(events).toEqual([
      expect.objectContaining({ type: 'registered', userId, method: 'password', bySupport: false }),
      expect.objectContaining({ type: 'logged_in', userId, createdAt: expect.any(Date) }),
    ])
  })

  it('hears nothing of what was not recorded', async () => {
    const { events, service } = listening()
    const { email } = await registerUser()
    await service('/users/login', { body: { email, password: 'wrong' } })
    const again = await service('/users/register', { body: { name: 'Robin', email, password: PASSWORD } })
    expect(again.body.code).toBe('email_taken')
    expect(events).toEqual([])
  })

  it('hears of what was committed although the database lost the response', async () => {
    const { events, service } = listening({ DB: faultyD1({ moment: 'after' }).DB })
    await registerUser({}, service)
    expect(events.map(({ type }) => type)).toEqual(['registered'])
    expect(await env.DB.prepare('SELECT count(*) AS count FROM events').first('count')).toBe(1)
  })

  it('hears once of a batch that failed before it was applied', async () => {
    const { events, service } = listening({ DB: faultyD1({ moment: 'before' }).DB })
    await registerUser({}, service)
    expect(events.map(({ type }) => type)).toEqual(['registered'])
  })
})
