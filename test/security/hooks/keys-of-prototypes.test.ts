import { env } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { expectLogs } from '../../support/logs.ts'
import { serviceWithHooks } from '../../support/service.ts'

// A hook passes on what somebody has sent, and a name in it is one of JavaScript's own.

const parsed = (text: string): Record<string, unknown> => JSON.parse(text)

describe('a name that JavaScript has for itself', () => {
  it.each(['__proto__', 'constructor', 'prototype'])('is no claim: %s', async (name) => {
    expectLogs('hook_failed')
    const service = serviceWithHooks({ tokenClaims: async () => parsed(`{"${name}": {"roles": ["admin"]}}`) })
    expect((await service('/users/guest', { body: {} })).body.code).toBe('hook_failed')
  })

  it.each(['__proto__', 'constructor', 'roles', 'emailVerified', 'email', '_id'])(
    'is nothing that a registration adds, like what is not the hook’s to say: %s',
    async (name) => {
      expectLogs('hook_failed')
      const service = serviceWithHooks({ beforeRegister: async () => parsed(`{"${name}": ["admin"]}`) })
      expect((await service('/users/guest', { body: {} })).body.code).toBe('hook_failed')
    },
  )

  it('changes no object, and no other token', async () => {
    const appMetadata = parsed('{"__proto__": {"roles": ["admin"]}}')
    const service = serviceWithHooks({ beforeRegister: async () => ({ appMetadata }) })
    const { body } = await service('/users/guest', { body: {} })
    expect(Reflect.get({}, 'roles')).toBeUndefined()
    expect(decodeJwt(body.data.token)).not.toHaveProperty('roles')
    expect(await env.DB.prepare('SELECT roles FROM users').first('roles')).toBeNull()
  })

  it('is not asked for twice: what a hook returns is copied before it is checked', async () => {
    let reads = 0
    const claims = {
      get tenant() {
        reads++
        return reads > 1 ? 'another' : 'one'
      },
    }
    const service = serviceWithHooks({ tokenClaims: async () => claims })
    const { body } = await service('/users/guest', { body: {} })
    expect(decodeJwt(body.data.token)).toMatchObject({ tenant: 'one' })
    expect(reads).toBe(1)
  })
})
