import { beforeEach, describe, expect, it, vi } from 'vitest'
import { isPublicAddress } from '../../../src/lib/public-address.ts'
import { expectLogs } from '../../support/logs.ts'
import { openReceiver, WEBHOOK_SECRET } from '../../support/receiver.ts'
import { outboxRows } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Whoever can name a webhook could reach what only this network reaches: another service, or the metadata of a cloud.

const PRIVATE = [
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254', // the metadata of several clouds
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '192.0.2.1',
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  'fd12:3456:789a::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:a01:203',
  '64:ff9b::7f00:1', // 127.0.0.1 behind NAT64
  '2002:7f00:1::', // and by 6to4
]
const PUBLIC = ['1.1.1.1', '93.184.216.34', '2606:4700:4700::1111', '2001:4860:4860::8888']

describe('an IP address', () => {
  it.each(PRIVATE)('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))
  it.each(PUBLIC)('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))
  it('is public only if it is one', () => expect(isPublicAddress('hooks.example.com')).toBe(false))
})

describe('a setting with the private IP address of a machine is wrong', () => {
  const spelled = [
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.0.0.1/',
    'https://localhost/',
    'http://127.0.0.1/',
  ]
  const urls = [...PRIVATE.map((ip) => (ip.includes(':') ? `https://[${ip}]/` : `https://${ip}/`)), ...spelled]

  it.each(urls)('%s', async (url) => {
    expectLogs('misconfigured')
    const { body } = await serviceWith({ WEBHOOK_URLS: url, WEBHOOK_SECRET })('/users/profile')
    expect(body).toMatchObject({ code: 'misconfigured', errors: [{ path: 'WEBHOOK_URLS' }] })
  })
})

describe('with a resolver, a webhook whose host has a private IP address', () => {
  const RESOLVER = 'https://resolver.example.com/dns-query'
  const A = 1
  const CNAME = 5
  const AAAA = 28

  let records: { type: number; data: string }[]
  let questions: string[]

  /** A resolver in front of the receiver, as it answers in JSON. */
  function openResolved() {
    const receiver = openReceiver()
    const { fetch } = globalThis
    const receive = (vi.isMockFunction(fetch) && fetch.getMockImplementation()) || fetch
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      const url = new URL(new Request(input, init).url)
      if (url.origin + url.pathname !== RESOLVER) return receive(input, init)
      questions.push(url.search)
      const asked = url.searchParams.get('type') === 'A' ? A : AAAA
      const found = records.filter(({ type }) => type === asked || type === CNAME)
      return Response.json({ Status: 0, ...(found.length > 0 && { Answer: found }) })
    })
    return { receiver, service: serviceWith({ ...receiver.settings, WEBHOOK_RESOLVER: RESOLVER }) }
  }

  beforeEach(() => {
    questions = []
  })

  it.each([
    { what: 'v4', found: [{ type: A, data: '10.0.0.1' }] },
    { what: 'v6', found: [{ type: AAAA, data: 'fd00::1' }] },
    {
      what: 'one of several',
      found: [
        { type: A, data: '1.1.1.1' },
        { type: A, data: '169.254.169.254' },
      ],
    },
    {
      what: 'of the other version',
      found: [
        { type: A, data: '1.1.1.1' },
        { type: AAAA, data: '::1' },
      ],
    },
    {
      what: 'behind an alias',
      found: [
        { type: CNAME, data: 'inside.example.com.' },
        { type: A, data: '192.168.0.1' },
      ],
    },
  ])('is not called: $what', async ({ found }) => {
    records = found
    const { receiver, service } = openResolved()
    await registerUser({}, service)
    expect(receiver.calls).toEqual([])
    expect(await outboxRows()).toMatchObject([{ last_failure: 'private address' }, { last_failure: null }])
  })

  it('is not called if it has no IP address at all', async () => {
    records = []
    const { receiver, service } = openResolved()
    await registerUser({}, service)
    expect(receiver.calls).toEqual([])
    expect(await outboxRows()).toMatchObject([{ last_failure: 'unresolved' }, { last_failure: null }])
  })

  it('is called if all are public', async () => {
    records = [
      { type: A, data: '1.1.1.1' },
      { type: AAAA, data: '2606:4700:4700::1111' },
    ]
    const { receiver, service } = openResolved()
    await registerUser({}, service)
    expect(receiver.types()).toEqual(['user.created', 'session.created'])
    expect(questions).toContain('?name=hooks.example.com&type=A')
  })
})
