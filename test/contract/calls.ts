import { callFor, type ExampleCall } from '../support/every-route.ts'
import { openMailbox } from '../support/mailbox.ts'
import { type Answer, type Service, serviceWith } from '../support/service.ts'
import { registerUser, type SignedIn } from '../support/users.ts'
import type { Operation } from './document.ts'

const mailbox = openMailbox()

/** Keeps the mails that the service sends, for the codes in them. */
export const mailSettings = { EMAIL: mailbox.EMAIL }

export const service: Service = serviceWith(mailSettings)

export type SuccessfulCall = ExampleCall

/** A call of the operation that succeeds for this user. */
export const successfulCall = ({ route }: Operation, user: SignedIn): Promise<SuccessfulCall> =>
  callFor(route, { user, mailbox, service })

/** A user of the service, whose address no example in the document has. */
export const registered = (at = service): Promise<SignedIn> => registerUser({ email: 'walker@example.com' }, at)

/** Makes the call that succeeds and gives its answer; `headers` are sent instead of its token. */
export async function succeed(operation: Operation, user: SignedIn, headers?: Record<string, string>): Promise<Answer> {
  const { path, token, ...example } = await successfulCall(operation, user)
  return service(path, { ...example, ...(headers ? { headers } : token && { token }) })
}
