import { describe, expect, it } from 'vitest'
import { PASSWORD } from '../../test/support/users.ts'
import { openSignedInPhone, settled } from './support/phone.ts'

const LOGIN = { email: 'syamlal@example.com', password: PASSWORD }

describe('a listener', () => {
  it('is told until it unsubscribes', async () => {
    const { client } = await openSignedInPhone()
    const told: string[] = []
    const unsubscribe = client.on('signedIn', () => told.push('first'))
    client.on('signedIn', () => told.push('second'))
    await client.login(LOGIN)
    await settled()
    unsubscribe()
    unsubscribe()
    await client.login(LOGIN)
    await settled()
    expect(told).toEqual(['first', 'second', 'second'])
  })

  it('that subscribes twice is told twice, and unsubscribes once at a time', async () => {
    const { client } = await openSignedInPhone()
    let told = 0
    const listener = () => told++
    const unsubscribe = client.on('signedOut', listener)
    client.on('signedOut', listener)
    await client.logout()
    await settled()
    expect(told).toBe(2)
    unsubscribe()
    await client.login(LOGIN)
    await client.logout()
    await settled()
    expect(told).toBe(3)
  })

  it('may call the client', async () => {
    const { client } = await openSignedInPhone()
    const names: string[] = []
    client.on('signedIn', async () => names.push((await client.getProfile()).name))
    client.on('signedOut', async () => names.push(String(await client.isSignedIn())))
    await client.login(LOGIN)
    await client.logout()
    await expect.poll(() => names).toEqual(expect.arrayContaining(['false']))
  })

  it('is told only of what it asked for', async () => {
    const { client } = await openSignedInPhone()
    const told: string[] = []
    client.on('refreshed', () => told.push('refreshed'))
    await client.login(LOGIN)
    await client.logout()
    await settled()
    expect(told).toEqual([])
  })
})
