import { makeAdmin } from '../admin.ts'
import { type Mailbox, openMailbox } from '../mailbox.ts'
import { setRoles } from '../roles.ts'
import { type Answer, type Call, serviceWith } from '../service.ts'
import { registerUser, type SignedIn } from '../users.ts'
import type { RouteRecord } from './record.ts'

interface ExampleCall extends Call {
  method: string
  body?: Record<string, unknown>
}

/** The call of a route that succeeds, made ready for somebody who has just registered. */
export interface Example {
  user: SignedIn
  /** Where the mails of the service go. */
  mailbox: Mailbox
  path: string
  call: ExampleCall
  /** Makes the call, with some members changed; to a service that has other settings, if given. */
  send(
    changes?: Partial<Call & { path: string }>,
    settings?: Record<string, unknown>,
    onResponse?: () => void,
  ): Promise<Answer>
}

/** Registers somebody whose address no example of the document has, and prepares the call of a route for them. */
export async function exampleOf(record: RouteRecord, settings: Record<string, unknown> = {}): Promise<Example> {
  const mailbox = openMailbox()
  const usual = { EMAIL: mailbox.EMAIL, ...record.settings, ...settings }
  const service = serviceWith(usual)
  const user = await registerUser({ email: 'walker@example.com' }, service)
  if (record.isForAdmins) await makeAdmin(user._id)
  if (record.roles) await setRoles(user._id, [...record.roles])
  const { params = {}, body, bytes } = (await record.input?.({ user, mailbox, service })) ?? {}
  const [method = '', pattern = ''] = record.route.split(' ')
  const path = pattern.replaceAll(/:(\w+)/g, (_, name) => encodeURIComponent(params[name] ?? ''))
  const call = {
    method,
    ...(record.needsToken && { token: user.token }),
    ...(body && { body }),
    ...(bytes && { bytes }),
  }
  const send: Example['send'] = ({ path: another = path, ...changes } = {}, others = {}, onResponse = () => {}) =>
    serviceWith({ ...usual, ...others }, onResponse)(another, { ...call, ...changes })
  return { user, mailbox, path, call, send }
}
