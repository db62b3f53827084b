import { newPerson, type Person } from './person.ts'
import { verifyEmail } from './rows.ts'
import type { Answer } from './service.ts'
import { type Enrolled, enrol, totpNow } from './totp.ts'
import { PASSWORD } from './users.ts'

/** Somebody with an authenticator app and a verified email address. */
export interface EnrolledPerson extends Person, Enrolled {
  /** A login with the password alone. */
  login(): Promise<Answer>
  /** The challenge of such a login. */
  challenge(): Promise<string>
  /** Gives a second factor. */
  answer(body: object): Promise<Answer>
  /** A code of the authenticator app that was not used yet: the next one, or one of a later step. */
  code(steps?: number): string
  /** Another code of six digits, which is wrong. */
  wrongCode(): string
}

export async function newEnrolledPerson(settings: Record<string, unknown> = {}): Promise<EnrolledPerson> {
  const person = await newPerson({ settings })
  await verifyEmail(person._id)
  const enrolled = await enrol(person, person.service)
  const login = () => person.service('/users/login', { body: { email: person.email, password: PASSWORD } })
  const code = (steps = 1) => totpNow(enrolled.secret, steps)
  const wrongCode = () =>
    ['000000', '000001', '000002', '000003'].find((each) => ![-1, 0, 1].some((n) => code(n) === each)) ?? ''
  return {
    ...person,
    ...enrolled,
    as: (path, call = {}) => person.service(path, { token: enrolled.token, ...call }),
    login,
    challenge: async () => (await login()).body.challenge,
    answer: (body) => person.service('/users/login/second-factor', { body }),
    code,
    wrongCode,
  }
}
