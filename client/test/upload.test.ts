import { afterEach, describe, expect, it, vi } from 'vitest'
import { advance, DAY } from '../../test/support/clock.ts'
import { ORIGIN } from '../../test/support/origin.ts'
import { PNG } from '../../test/support/pictures.ts'
import { PASSWORD } from '../../test/support/users.ts'
import type { Fetch, OwnProfile, Uploadable, UploadProgress } from '../index.ts'
import { answer, openPhone, openSignedInPhone, sendToService } from './support/phone.ts'
import { openPlatformWithXhr, type Upstream } from './support/xhr.ts'

const PICTURE = '/users/profile/avatar'
const NEWCOMER = { name: 'Syamlal', email: 'syamlal@example.com', password: PASSWORD }
const TYPE = 'application/octet-stream'
const URI = { uri: 'file:///cache/ImagePicker/1.jpg' }

const FILES: [string, Uploadable][] = [
  ['a Blob', new Blob([PNG])],
  ['a File', new File([PNG], 'me.png', { type: 'image/png' })],
  ['an ArrayBuffer', PNG.slice().buffer],
  ['a Uint8Array', PNG],
  ['what a picker has on the web', { uri: 'blob:x', file: new File([PNG], 'me.png') }],
]

const forEver = new Promise<never>(() => {})

afterEach(() => vi.unstubAllGlobals())

describe.each(FILES)('%s', (_, file) => {
  it('is uploaded, and is the picture of the profile', async () => {
    const { client, requests } = await openSignedInPhone()
    const profiles: OwnProfile[] = []
    client.on('profile', (profile) => profiles.push(profile)) // which useUser() shows
    const { avatarUrl } = await client.setAvatar(file)
    expect(avatarUrl).toMatch(/\/avatars\/[\w-]+$/)
    expect(await client.lastProfile()).toMatchObject({ avatarUrl })
    expect(profiles).toMatchObject([{ avatarUrl }])
    expect(requests[0]?.headers).toMatchObject({ 'content-type': TYPE })
  })

  it('is sent once more after the token has expired, and that is told once', async () => {
    const { client, paths, refreshes } = await openSignedInPhone()
    advance(11 * DAY)
    const told: UploadProgress[] = []
    const { avatarUrl } = await client.setAvatar(file, { onProgress: (progress) => told.push(progress) })
    expect(avatarUrl).toMatch(/\/avatars\/[\w-]+$/)
    expect(paths().filter((path) => path === PICTURE)).toHaveLength(2)
    expect(refreshes()).toBe(1)
    expect(told).toEqual([{ sent: PNG.length, total: PNG.length }])
  })
})

describe('what is no file', () => {
  it.each<any>(['file:///me.jpg', '', null, undefined, 1, {}, [], { size: 1 }, { uri: 1 }, URI])(
    'is a TypeError, and nothing is sent: %j',
    async (file) => {
      const { client, requests } = await openSignedInPhone()
      await expect(client.setAvatar(file)).rejects.toThrow(
        new TypeError('a file must be a Blob, an ArrayBuffer or a Uint8Array, or in React Native have a uri'),
      )
      expect(requests).toEqual([])
    },
  )
})

it('tells nothing of a picture that is refused', async () => {
  const { client } = await openSignedInPhone()
  const onProgress = vi.fn()
  await expect(client.setAvatar(new Uint8Array(99), { onProgress })).rejects.toMatchObject({ code: 'picture_refused' })
  expect(onProgress).not.toHaveBeenCalled()
})

describe('a signal', () => {
  it('stops an upload', async () => {
    const controller = new AbortController()
    const { storage } = await openSignedInPhone()
    const { client, requests } = openPhone({ storage, fetch: () => forEver })
    const upload = client.setAvatar(PNG, { signal: controller.signal })
    await expect.poll(() => requests.length).toBe(1)
    controller.abort()
    await expect(upload).rejects.toMatchObject({ code: 'network_error', cause: { name: 'AbortError' } })
    expect(requests[0]?.signal).toMatchObject({ aborted: true })
  })

  it('that was there before lets nothing be sent, also without a time limit', async () => {
    const { storage } = await openSignedInPhone()
    const { client, requests } = openPhone({ storage, timeout: Number.POSITIVE_INFINITY })
    const upload = client.setAvatar(PNG, { signal: AbortSignal.abort() })
    await expect(upload).rejects.toMatchObject({ code: 'network_error', cause: { name: 'AbortError' } })
    expect(requests).toEqual([])
  })

  it('that comes afterwards aborts nothing', async () => {
    const controller = new AbortController()
    const { client, requests } = await openSignedInPhone()
    await client.setAvatar(PNG, { signal: controller.signal })
    controller.abort()
    expect(requests[0]?.signal).toMatchObject({ aborted: false })
  })
})

it('has ten times the time limit where nobody sees how far it is', async () => {
  const { storage } = await openSignedInPhone()
  const { client } = openPhone({ storage, timeout: 20, fetch: () => forEver })
  const [profile, upload] = await Promise.allSettled([client.getProfile(), client.setAvatar(PNG)])
  expect(profile).toMatchObject({ reason: { cause: { message: 'No answer within 20 ms.' } } })
  expect(upload).toMatchObject({ reason: { cause: { message: 'No answer within 200 ms.' } } })
})

describe('where there is an XMLHttpRequest', () => {
  const toService: Upstream = ({ url, ...init }) => sendToService(url, init)

  it('tells how far it is as often as that does, and of the size of the file where that does not know it', async () => {
    const { open } = openPlatformWithXhr(async (upload, progress) => {
      progress(1, PNG.length)
      progress(2, 0)
      progress(PNG.length, PNG.length)
      return toService(upload, progress, forEver)
    })
    const client = open()
    await client.register(NEWCOMER)
    const told: UploadProgress[] = []
    await client.setAvatar(PNG, { onProgress: (progress) => told.push(progress) })
    expect(told).toEqual([1, 2, PNG.length].map((sent) => ({ sent, total: PNG.length })))
  })

  it('renews the tokens, and sends the file once more', async () => {
    const { open, uploads } = openPlatformWithXhr(toService)
    const client = open()
    await client.register(NEWCOMER)
    advance(11 * DAY)
    expect((await client.setAvatar(new Blob([PNG]))).avatarUrl).toContain('/avatars/')
    const [first, second] = uploads
    expect(second).toMatchObject({ body: first?.body, headers: { 'content-type': TYPE } })
    expect(second?.headers.authorization).not.toBe(first?.headers.authorization)
    expect(await client.status()).toBe('signedIn')
  })

  it('counts the time limit from the last progress', async () => {
    const { open } = openPlatformWithXhr(async (upload, progress) => {
      for (let sent = 0; sent < 6; sent++) {
        await new Promise((resolve) => setTimeout(resolve, 200))
        progress(sent, 6)
      }
      return toService(upload, progress, forEver)
    })
    const client = open(1_000) // less than it takes, and more than a pause
    await client.register(NEWCOMER)
    expect((await client.setAvatar(PNG)).avatarUrl).toContain('/avatars/')
  })

  it('gives up, and aborts, what makes no progress any more', async () => {
    const outcomes: string[] = []
    const { open } = openPlatformWithXhr(async (_, progress, aborted) => {
      progress(1, 2)
      await aborted
      outcomes.push('aborted')
      return forEver
    })
    const client = open(2_000)
    await client.register(NEWCOMER)
    const failure = await client.setAvatar(PNG).catch((error) => error)
    expect(failure).toMatchObject({ code: 'network_error', cause: { name: 'TimeoutError' } })
    expect(outcomes).toEqual(['aborted'])
  })

  it('fails with network_error where there is no network', async () => {
    const { open } = openPlatformWithXhr(() => Promise.reject(new Error('offline')))
    const client = open()
    await client.register(NEWCOMER)
    await expect(client.setAvatar(PNG)).rejects.toMatchObject({ code: 'network_error', status: 0 })
    expect(await client.status()).toBe('signedIn')
  })
})

// Nothing of React Native runs here: what its XMLHttpRequest is given is what can be said.
describe('in React Native', () => {
  const readsFile: Upstream = ({ url, ...init }) => sendToService(url, { ...init, body: PNG })

  it.each<[string, Uploadable]>([
    ['a file', URI],
    ['a picked asset', Object.assign({ width: 512, height: 512, base64: null, fileSize: PNG.length }, URI)],
    ["Expo's File", Object.assign(new Blob([PNG]), URI)],
  ])('%s is sent by its uri, and read by nobody here', async (_, file) => {
    const { open, uploads } = openPlatformWithXhr(readsFile, 'ReactNative')
    const client = open()
    await client.register(NEWCOMER)
    const { avatarUrl } = await client.setAvatar(file)
    expect(avatarUrl).toContain('/avatars/')
    expect(uploads).toEqual([
      {
        method: 'PUT',
        url: ORIGIN + PICTURE,
        headers: {
          'content-type': TYPE, // without any, Android sends nothing
          authorization: expect.stringMatching(/^Bearer /),
          'x-d1-bookmark': expect.any(String),
        },
        body: URI,
      },
    ])
  })

  it('has no total of a file of which the platform does not say it', async () => {
    const { open } = openPlatformWithXhr((upload, progress) => {
      progress(5, -1)
      return readsFile(upload, progress, forEver)
    }, 'ReactNative')
    const client = open()
    await client.register(NEWCOMER)
    const onProgress = vi.fn()
    await client.setAvatar(URI, { onProgress })
    expect(onProgress.mock.calls).toEqual([[{ sent: 5, total: undefined }]])
  })

  it("gives a fetch of the app the uri, and Expo's File as it is", async () => {
    vi.stubGlobal('navigator', { product: 'ReactNative' })
    const bodies: unknown[] = []
    const fetch: Fetch = async (_, { body }) => {
      bodies.push(body)
      return answer(200, { data: { _id: '1', updatedAt: '' } })
    }
    const { storage } = await openSignedInPhone()
    const { client } = openPhone({ storage, fetch })
    const file = Object.assign(new Blob([PNG]), URI)
    await client.setAvatar({ ...URI })
    await client.setAvatar(file)
    expect(bodies).toEqual([URI, file])
    expect(bodies[1]).toBe(file)
  })
})
