import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { newEncryptionKeys } from '../../scripts/support/new-jwk-set.ts'
import { advance, DAY, MINUTE, stopClock } from '../support/clock.ts'
import { runCron } from '../support/cron.ts'
import { newEnrolledPerson } from '../support/enrolled.ts'
import { expectLogs } from '../support/logs.ts'
import { newPerson } from '../support/person.ts'
import { dump, sessionRows } from '../support/rows.ts'
import { serviceWith } from '../support/service.ts'
import { enrol, totpNow } from '../support/totp.ts'
import { PASSWORD } from '../support/users.ts'

const old: { keys: { kid: string }[] } = JSON.parse(String(Reflect.get(env, 'ENCRYPTION_KEYS')))

it('seals anew what an old key has sealed: then nobody needs that key to sign in', async () => {
  expectLogs('swept')
  const { email, secret } = await newEnrolledPerson()
  const [fresh] = (await newEncryptionKeys()).keys
  await runCron({ ENCRYPTION_KEYS: JSON.stringify({ keys: [fresh, ...old.keys] }) })
  expect((await dump()).factors).toMatchObject([{ key_id: fresh?.kid }])
  const service = serviceWith({ ENCRYPTION_KEYS: JSON.stringify({ keys: [fresh] }) })
  const { challenge } = (await service('/users/login', { body: { email, password: PASSWORD } })).body
  const { status } = await service('/users/login/second-factor', { body: { challenge, code: totpNow(secret, 1) } })
  expect(status).toBe(200)
})

it('deletes challenges that have expired, and factors that nobody has confirmed within a day', async () => {
  expectLogs('swept')
  stopClock()
  const person = await newEnrolledPerson()
  await person.as('/users/factors/totp', { body: {} })
  await person.challenge()
  advance(10 * MINUTE)
  await runCron()
  const { challenges, factors } = await dump()
  expect({ challenges: challenges?.length, factors: factors?.length }).toEqual({ challenges: 0, factors: 2 })
  advance(DAY)
  await runCron()
  expect((await dump()).factors).toMatchObject([{ id: person.factorId }])
})

it('gives lowered sessions back where factors were turned off', async () => {
  expectLogs('swept')
  const person = await newPerson()
  await person.signIn()
  await enrol(person, person.service)
  await runCron()
  expect((await sessionRows()).filter(({ second_factor_due }) => second_factor_due)).toHaveLength(1)
  await runCron({ FACTORS: 'off' })
  expect((await sessionRows()).filter(({ second_factor_due }) => second_factor_due)).toHaveLength(0)
})
