import { describe, expect, it } from 'vitest'
import { sendRaw } from '../../support/raw-request.ts'
import { PASSWORD } from '../../support/users.ts'

const throughCloudflare = { 'cf-ray': '8f0000000000abcd-LHR' }
const login = { method: 'POST', body: JSON.stringify({ email: 'robin@example.com', password: PASSWORD }) }

describe('a call in the clear', () => {
  it('is refused, whatever it is: a redirect would hide that the password was sent', async () => {
    for (const [path, init] of [
      ['/users/login', login],
      ['/users/profile', {}],
      ['/nowhere', {}],
    ] as const) {
      const response = await sendRaw(`http://api.example.com${path}`, { ...init, headers: throughCloudflare })
      expect([response.status, (await response.json<any>()).code]).toEqual([403, 'https_required'])
    }
  })

  it('leads a browser on to the same page', async () => {
    const headers = { ...throughCloudflare, accept: 'text/html,application/xhtml+xml' }
    const response = await sendRaw('http://api.example.com/account/delete?x=1', { headers, redirect: 'manual' })
    expect(response.status).toBe(308)
    expect(response.headers.get('location')).toBe('https://api.example.com/account/delete?x=1')
  })

  it('is what a laptop has', async () => {
    expect((await sendRaw('http://localhost:3001/health')).status).toBe(200)
    expect((await sendRaw('http://192.168.1.5:3001/health')).status).toBe(200)
  })
})
