import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it } from 'vitest'
import { HOUR } from '../support/clock.ts'
import { drawTable } from '../support/draw-table.ts'
import { access, mendProviders } from '../support/providers.ts'
import { type Example, exampleOf } from '../support/routes/example.ts'
import { everyRoute, type Route } from '../support/routes/index.ts'
import { disableUser, dump } from '../support/rows.ts'
import type { Answer } from '../support/service.ts'
import { foreignKey, readKey, WITH_KEYS, withKey, writeKey } from '../support/service-keys.ts'

// Every call of operators by everybody who may make it: who is let in. The last test prints the table.

interface Caller {
  /** Makes the admin of the example somebody else. */
  become?(example: Example): Promise<unknown>
  /** The call as they make it. */
  send(example: Example): Promise<Answer>
  /** Why they are refused; with no code they are let in. */
  refusal?(route: Route): string | undefined
}

const query = (sql: string) => (example: Example) => env.DB.prepare(sql).bind(example.user._id).run()
const isRead = ({ route }: Route) => route.startsWith('GET ')
const byToken = (example: Example) => example.send()
const byKey = (key: string) => (example: Example) => example.send({ token: undefined, ...withKey(key) })
const WITH_ACCESS = { ACCESS_TEAM: 'acme', ACCESS_AUD: access.audiences[0] }
const assertion = async () => ({ 'cf-access-jwt-assertion': await access.idToken() })

const CALLERS: Record<string, Caller> = {
  nobody: { send: (example) => example.send({ token: undefined }), refusal: () => 'token_missing' },
  user: {
    become: query('UPDATE users SET roles = NULL WHERE id = ?'),
    send: byToken,
    refusal: () => 'role_required',
  },
  'admin, level 1, no factor': {
    become: query('UPDATE sessions SET aal = 1 WHERE user_id = ?'),
    send: byToken,
    refusal: () => 'factor_missing',
  },
  'admin, level 1, has a factor': {
    become: async (example) => {
      await query('UPDATE sessions SET aal = 1 WHERE user_id = ?')(example)
      await query(
        `INSERT INTO factors (id, user_id, type, name, secret, key_id, created_at, confirmed_at) VALUES ('f', ?, 'totp', 'App', '', '', 1, 1)`,
      )(example)
    },
    send: byToken,
    refusal: () => 'second_factor_required',
  },
  'admin, too old': {
    become: query(`UPDATE sessions SET created_at = created_at - ${13 * HOUR}, signed_in_at = NULL WHERE user_id = ?`),
    send: byToken,
    refusal: () => 'recent_login_required',
  },
  'admin, disabled': {
    become: ({ user }) => disableUser(user._id),
    send: byToken,
    refusal: () => 'account_disabled',
  },
  'admin, session ended': {
    become: query('DELETE FROM sessions WHERE user_id = ?'),
    send: byToken,
    refusal: () => 'session_ended',
  },
  admin: { send: byToken },
  'read key': { send: byKey(readKey.key), refusal: (route) => (isRead(route) ? undefined : 'scope_missing') },
  'write key': { send: byKey(writeKey.key) },
  'key of another service': { send: byKey(foreignKey.key), refusal: () => 'service_key_invalid' },
  'admin, not by Access': {
    send: (example) => example.send({}, WITH_ACCESS),
    refusal: () => 'access_required',
  },
  'admin, by Access': { send: async (example) => example.send({ headers: await assertion() }, WITH_ACCESS) },
  'admin, where ADMIN is off': { send: (example) => example.send({}, { ADMIN: 'off' }), refusal: () => 'not_found' },
}

const ofOperators = everyRoute.filter(({ isForAdmins }) => isForAdmins)
const table = new Map<string, Map<string, string>>(ofOperators.map(({ route }) => [route, new Map()]))

afterEach(mendProviders)

describe.each(ofOperators)('$route', (route) => {
  it.each(Object.entries(CALLERS))('%s', async (name, { become, send, refusal }) => {
    const example = await exampleOf(route, WITH_KEYS)
    await become?.(example)
    const before = await dump()
    const { status, body } = await send(example)
    const code = refusal?.(route)
    table.get(route.route)?.set(name, status < 300 ? 'let in' : `${body.code}`)
    if (code === undefined) expect([status, body?.code]).toEqual([route.success, undefined])
    else {
      expect(body.code).toBe(code)
      expect(body.data).toBeUndefined()
      expect(await dump(), 'what is refused changes nothing').toEqual(before)
    }
  })
})

it('gives this table, of every call', async ({ annotate }) => {
  const callers = Object.keys(CALLERS)
  const lines = [...table].map(([route, cells]) => [route, ...callers.map((caller) => cells.get(caller) ?? '-')])
  await annotate(`Who is let in:\n${drawTable([['call', ...callers], ...lines])}`, 'table')
  expect(lines.flat()).not.toContain('-')
})
