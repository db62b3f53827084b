import { describe, expect, it } from 'vitest'
import { serviceWith } from '../support/service.ts'
import { everyCall } from './calls/index.ts'
import { faceOf, SETTINGS } from './support/face.ts'

const ORIGIN = 'https://app.example.com'
const SDK_HEADERS = ['apikey', 'authorization', 'content-type', 'x-client-info', 'x-supabase-api-version']

describe.each(everyCall)('$sdk ($wire)', ({ arrange, settings, wire }) => {
  it('may be made by a page of an origin that is allowed, and is hidden from others', async () => {
    const service = serviceWith({ ...SETTINGS, CORS_ORIGINS: ORIGIN, ...settings })
    const call = await arrange(faceOf(service), service)
    let path = ''
    const from = (origin: string) =>
      call((called, given) => {
        path = called
        return faceOf(service)(called, { ...given, headers: { ...given?.headers, origin } })
      })
    const { headers } = await from(ORIGIN)
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(headers.get('access-control-expose-headers')?.toLowerCase().split(',').map(trim)).toEqual(
      expect.arrayContaining(['x-total-count', 'link', 'x-supabase-api-version']),
    )
    expect((await from('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()

    const asked = { 'access-control-request-method': wire.split(' ')[0] ?? '', 'access-control-request-headers': '' }
    const preflight = await service(`/auth/v1${path}`, { method: 'OPTIONS', headers: { origin: ORIGIN, ...asked } })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(preflight.headers.get('access-control-allow-methods')).toContain(asked['access-control-request-method'])
    const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase().split(',').map(trim)
    expect(allowed).toEqual(expect.arrayContaining(SDK_HEADERS))
  })
})

const trim = (name: string) => name.trim()
