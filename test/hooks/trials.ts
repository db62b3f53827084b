/// <reference types="vite/types/importMeta.d.ts" />
import type { Hooks } from '../../src/domain/hooks/hooks.ts'
import type { Operation } from '../../src/http/api/operation.ts'
import { type Example, exampleOf } from '../support/routes/example.ts'
import { routeOf } from '../support/routes/index.ts'
import { makeGuest } from '../support/rows.ts'
import { serviceWith } from '../support/service.ts'

export type HookName = keyof Hooks

/** A call at which a hook is asked, made ready to be made again and again. */
export interface Trial {
  example: Example
  settings: Record<string, unknown>
}

const NEWCOMER = 'newcomer@example.com'

/** What has to be there besides, where the example of a route does not come to a hook. */
const PREPARATIONS: Record<string, (trial: Trial) => Promise<void>> = {
  'loginWithProvider beforeSignIn': async ({ example }) => {
    await example.send() // from now on they are known
  },
  'loginWithCode beforeRegister': async ({ example, settings }) => {
    settings.SIGN_UP_BY_CODE = 'on'
    const service = serviceWith({ EMAIL: example.mailbox.EMAIL, ...settings })
    await service('/users/login/code', { body: { email: NEWCOMER } })
    example.call.body = { email: NEWCOMER, code: example.mailbox.lastCode() }
  },
  'linkIdentity beforeRegister': async ({ example }) => {
    await makeGuest(example.user._id)
  },
  'addPasskey beforeRegister': async ({ example }) => {
    await makeGuest(example.user._id)
  },
}

const files = import.meta.glob<Record<string, unknown>>(
  ['/src/http/{api,admin}/*/*.ts', '!/src/http/*/*/{index,schemas}.ts'],
  { eager: true },
)

const operations = Object.values(files).flatMap((exported) =>
  Object.entries(exported).flatMap(([name, value]) => (name.endsWith('Operation') ? [value as Operation] : [])),
)

/** Each operation with each hook that its description names, before it does anything. */
export const asked: { id: string; hook: HookName }[] = operations.flatMap(({ id, hooks = [] }) =>
  typeof id === 'string' ? hooks.map((hook) => ({ id, hook })) : [],
)

/** The same for what is asked, or told, after the response. */
export const afterwards: { id: string; hook: HookName }[] = [
  ...['register', 'login', 'sendLoginCode', 'forgotPassword', 'changeEmail', 'createUser', 'sendUserPasswordReset'].map(
    (id) => ({ id, hook: 'beforeMail' as const }),
  ),
  ...[
    'register',
    'upgradeGuest',
    'sendLoginCode',
    'forgotPassword',
    'sendEmailVerification',
    'changeEmail',
    'createUser',
    'sendUserPasswordReset',
  ].map((id) => ({ id, hook: 'sendCode' as const })),
  ...['register', 'login', 'logout', 'changePassword', 'verifyEmail', 'disableUser'].map((id) => ({
    id,
    hook: 'afterCommit' as const,
  })),
]

/** Makes a call ready. */
export async function prepareTrial(id: string, hook: HookName): Promise<Trial> {
  const route = routeOf(id)
  const settings: Record<string, unknown> = { PASSWORD_ITERATIONS: 10_000, ...route.settings }
  const example = await exampleOf(route, settings)
  const trial = { example, settings }
  await PREPARATIONS[`${id} ${hook}`]?.(trial)
  return trial
}
