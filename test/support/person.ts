import { type Mailbox, openMailbox } from './mailbox.ts'
import { ORIGIN } from './origin.ts'
import { type Answer, type Call, type Service, serviceWith } from './service.ts'
import { PASSWORD, registerUser, type SignedIn } from './users.ts'

/** Somebody with an account, and whose mails can be read. */
export interface Person extends SignedIn {
  mailbox: Mailbox
  /** The service, sending to this mailbox. */
  service: Service
  /** A call with the token of their first session. */
  as(path: string, call?: Call): Promise<Answer>
  /** One more sign-in, on another device. */
  signIn(headers?: Record<string, string>): Promise<SignedIn>
}

interface Options {
  email?: string
  name?: string
  /** Of the service. */
  settings?: Record<string, unknown>
}

/** Registers somebody whose mails are kept; two of them may share a mailbox. */
export async function newPerson(
  { email, name, settings }: Options = {},
  mailbox: Mailbox = openMailbox(),
): Promise<Person> {
  const service = serviceWith({ EMAIL: mailbox.EMAIL, ...settings })
  const user = await registerUser({ ...(email && { email }), ...(name && { name }) }, service)
  const as = (path: string, call: Call = {}) => service(path, { token: user.token, ...call })
  const signIn = async (headers: Record<string, string> = {}) => {
    const { status, body } = await service('/users/login', { headers, body: { email: user.email, password: PASSWORD } })
    if (status !== 200) throw new Error(`logging in failed: ${body.code}`)
    return body.data
  }
  return { ...user, mailbox, service, as, signIn }
}

/** Asks for a code that resets this person's password, and answers it. */
export async function resetCodeOf({ email, service, mailbox }: Person): Promise<string> {
  await service('/users/password/forgot', { body: { email } })
  return mailbox.lastCode(email)
}

/** Asks for a code that signs this person in, and answers it. */
export async function loginCodeOf({
  email,
  service,
  mailbox,
}: Pick<Person, 'email' | 'service' | 'mailbox'>): Promise<string> {
  await service('/users/login/code', { body: { email } })
  return mailbox.lastCode(email)
}

/** Asks for a move to another address, and answers the code that was mailed there. */
export async function changeCodeOf({ as, mailbox }: Person, email: string): Promise<string> {
  const { status, body } = await as('/users/email', { method: 'PUT', body: { email, password: PASSWORD } })
  if (status !== 202) throw new Error(`asking for a new address failed: ${body.code}`)
  return mailbox.lastCode(email)
}

/** What happens when whoever reads a mailbox follows the link of the last mail there, and confirms. */
export async function confirmByLink({ email, mailbox, service }: Person, address = email): Promise<void> {
  const link = mailbox
    .mailsTo(address)
    .map(({ text }) => /^https:\S+\/confirm-email\S+$/m.exec(text)?.[0])
    .findLast((found) => found !== undefined)
  if (!link) throw new Error('no link was mailed')
  const { pathname, searchParams } = new URL(link)
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN }
  const { status } = await service(pathname, { method: 'POST', headers, body: searchParams.toString() })
  if (status !== 200) throw new Error(`confirming failed: ${status}`)
}
