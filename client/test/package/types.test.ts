import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient, PROJECT } from '../support/built-client.ts'

// An app that has installed the package, and nothing that the service is made of.
let app: string

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'latchkey-app-'))
  const built = await buildClient()
  await cp(built, join(app, 'node_modules/latchkey'), { recursive: true })
  await rm(built, { recursive: true })
  for (const name of ['@types/react', 'csstype'])
    await cp(join(PROJECT, 'node_modules', name), join(app, 'node_modules', name), { recursive: true })
  // What a server has installed, with its own packages beside: those of the project.
  for (const name of ['express', 'fastify', 'hono', '@types/express', '@types/node'])
    await symlink(join(PROJECT, 'node_modules', name), join(app, 'node_modules', name))
  await writeFile(join(app, 'package.json'), JSON.stringify({ type: 'module' }))
})

afterAll(() => rm(app, { recursive: true, force: true }))

const COMPILERS = {
  'TypeScript 7': join(PROJECT, 'node_modules/typescript/bin/tsc'),
  'TypeScript 5': join(PROJECT, 'test/other-languages/node_modules/typescript/bin/tsc'),
}

const STRICTEST = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false, // the types of the package are checked, too
  target: 'esnext',
  types: [],
}

/** What the compiler says of programs of the app, by the names of their files; nothing if they are right. */
async function complaints(
  compiler: keyof typeof COMPILERS,
  programs: Record<string, string>,
  options: object,
): Promise<string> {
  const directory = await mkdtemp(join(app, 'programs-'))
  for (const [name, program] of Object.entries(programs)) {
    await mkdir(dirname(join(directory, name)), { recursive: true })
    await writeFile(join(directory, name), program)
  }
  const compilerOptions = { ...STRICTEST, ...options }
  await writeFile(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }))
  return saidOf(compiler, directory)
}

const saidOf = (compiler: keyof typeof COMPILERS, directory: string): Promise<string> =>
  new Promise((resolve) => {
    const args = [COMPILERS[compiler], '-p', directory, '--pretty', 'false']
    execFile(process.execPath, args, (error, stdout, stderr) => resolve(error ? stdout + stderr : ''))
  })

const BUNDLER = { module: 'esnext', moduleResolution: 'bundler', lib: ['esnext'] }
const NODE = { module: 'nodenext', moduleResolution: 'nodenext', lib: ['esnext'] }

/** Works where there is no DOM and no Node: every type comes from the package. */
const ANYWHERE = `
import { createClient, LatchkeyError, memoryStorage, type Fetch, type LatchkeyErrorCode, type OwnProfile } from 'latchkey/client'

declare const send: Fetch
const client = createClient({ baseUrl: 'https://api.example.com', storage: memoryStorage(), fetch: send })

export async function run(): Promise<string | null> {
  const { name } = await client.register({ name: 'Robin', email: 'robin@example.com', password: 'x', deviceName: 'y' })
  const profile: OwnProfile = await client.updateProfile({ name, bio: null })
  for (const { _id, current } of await client.listSessions()) if (!current) await client.endSession(_id)
  const { data, nextCursor } = await client.listActivity({ cursor: 'x' })
  await client.loginWithProvider('apple', { idToken: 'x', nonce: 'y' })
  const adopted: OwnProfile = await client.adopt('x')
  const { expiresIn } = await client.forgotPassword({ email: profile.email ?? '' })
  await client.setAvatar(new Uint8Array(1), { onProgress: ({ sent, total = 1 }) => console.log(sent / total) })
  await client.setAvatar({ uri: 'file:///me.jpg' })
  const stop = client.on('signedOut', (reason?: LatchkeyErrorCode) => console.log(reason, expiresIn))
  stop()
  return profile.bio ?? adopted.bio ?? data[0]?.type ?? nextCursor ?? null
}

export function explain(error: unknown): string {
  if (!(error instanceof LatchkeyError)) return 'a bug'
  switch (error.code) {
    case 'network_error': return 'Check your connection.'
    case 'email_taken': return error.message
    case 'rate_limited': return String(error.retryAfter ?? 60)
    case 'invalid_request': return error.errors.map(({ path, message }) => path + message).join()
    default: return error.requestId ?? String(error.status)
  }
}

export async function mistakes() {
  // @ts-expect-error there is no such operation
  await client.loginn({ email: '', password: '' })
  // @ts-expect-error a field is missing
  await client.login({ email: '' })
  // @ts-expect-error a path is no file
  await client.setAvatar('file:///me.jpg')
  // @ts-expect-error a provider has a name
  await client.unlinkIdentity(7)
  // @ts-expect-error the tokens are kept by the client
  ;(await client.login({ email: '', password: '' })).token
  // @ts-expect-error the app has no old token
  await client.adopt(null)
  // @ts-expect-error no such event
  client.on('signedout', () => {})
  // @ts-expect-error no such code
  if (new LatchkeyError('unavailable', { message: '' }).code === 'unavailible') return
  // @ts-expect-error a client needs a storage
  createClient({ baseUrl: '' })
}

declare const console: { log(...values: unknown[]): void }
`

/** The same: in React Native as on the web. */
const REACT = `
import { LatchkeyProvider, useUser, type User } from 'latchkey/react'
import { createClient, memoryStorage, type LatchkeyErrorCode } from 'latchkey/client'
import { createElement, type ReactElement } from 'react'

const client = createClient({ baseUrl: 'https://api.example.com', storage: memoryStorage() })

export const App = (): ReactElement => createElement(LatchkeyProvider, { client }, createElement(Name))

function Name(): ReactElement | string {
  const signIn: User = useUser()
  if (signIn.status === 'unknown') return ''
  if (signIn.status === 'signedIn') return signIn.user?.name ?? ''
  const reason: LatchkeyErrorCode | undefined = signIn.reason
  // @ts-expect-error nobody is signed in
  signIn.user.name
  return reason ?? createElement('Login', { logIn: signIn.client.login })
}
`

const WEB = `
import { createClient, webStorage } from 'latchkey/client'

export const own = createClient({ baseUrl: location.origin, storage: webStorage(localStorage) })
export const session = createClient({ baseUrl: location.origin, storage: webStorage(sessionStorage, 'tab'), fetch })
export const upload = (file: File, blob: Blob, { signal }: AbortController) =>
  Promise.all([own.setAvatar(file, { signal }), own.setAvatar(blob), own.setAvatar(new ArrayBuffer(1))])
export const limited = createClient({
  baseUrl: location.origin,
  storage: webStorage(localStorage),
  fetch: (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(15_000) }),
})
`

/** With the types of expo-secure-store and AsyncStorage, as far as they matter. */
const NATIVE = `
import { asyncStorage, createClient, secureStorage } from 'latchkey/client'

declare namespace SecureStore {
  type KeychainAccessibilityConstant = number
  interface SecureStoreOptions {
    keychainService?: string
    requireAuthentication?: boolean
    keychainAccessible?: KeychainAccessibilityConstant
  }
  const AFTER_FIRST_UNLOCK: KeychainAccessibilityConstant
  function deleteItemAsync(key: string, options?: SecureStoreOptions): Promise<void>
  function getItemAsync(key: string, options?: SecureStoreOptions): Promise<string | null>
  function setItemAsync(key: string, value: string, options?: SecureStoreOptions): Promise<void>
}
declare const AsyncStorage: {
  getItem: (key: string, callback?: (error?: Error | null, result?: string | null) => void) => Promise<string | null>
  setItem: (key: string, value: string, callback?: (error?: Error | null) => void) => Promise<void>
  removeItem: (key: string, callback?: (error?: Error | null) => void) => Promise<void>
}

const baseUrl = 'https://api.example.com'
export const plain = createClient({ baseUrl, storage: secureStorage(SecureStore) })
export const background = createClient({
  baseUrl,
  storage: secureStorage(SecureStore, { keychainAccessible: SecureStore.AFTER_FIRST_UNLOCK }, 'staging'),
})
export const unencrypted = createClient({ baseUrl, storage: asyncStorage(AsyncStorage) })

/** As far as it matters, of expo-image-picker. */
interface ImagePickerAsset {
  uri: string
  type?: 'image' | 'video' | null
  fileSize?: number
  mimeType?: string
}
export const upload = (asset: ImagePickerAsset) => plain.setAvatar(asset)
// @ts-expect-error no such option
secureStorage(SecureStore, { keychainAccesible: 1 })
`

/** A server on no platform in particular: no DOM, no Node, no framework. */
const SERVER = `
import { AccessError, createVerifier, demandRole, KeysError, presentedToken, toProblem, type VerifiedUser } from 'latchkey/server'

const verifier = createVerifier({
  issuer: 'https://api.example.com',
  audience: 'latchkey',
  clockTolerance: 5,
  offlineGrace: 48,
  onUnreachable: (error: KeysError) => console.log(error.code, error.retryAfter, error.cause),
})

export async function run(headers: Map<string, string>): Promise<string> {
  try {
    const user: VerifiedUser = await verifier.verify(presentedToken((name) => headers.get(name)))
    demandRole(user, 'editor')
    const plan: unknown = user.claims.plan
    // @ts-expect-error what operators grant has no type
    const text: string = user.claims.plan
    return user.userId + user.sessionId + user.roles.join() + user.claims.exp.toFixed() + plan + text
  } catch (error) {
    if (error instanceof AccessError && error.code === 'token_expired') return error.reason ?? ''
    return toProblem(error)?.body ?? 'a bug'
  }
}

export function mistakes() {
  // @ts-expect-error tokens are for an audience
  createVerifier({ issuer: 'https://api.example.com' })
  // @ts-expect-error no such option
  createVerifier({ issuer: '', audience: '', algorithms: ['HS256'] })
}

declare const console: { log(...values: unknown[]): void }
`

/** The programs of a page, by the names of their files, which are their first lines. */
async function programsOf(page: string): Promise<[string, string][]> {
  const text = await readFile(join(PROJECT, page), 'utf8')
  return [...text.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, name = '', code = '']) => [name, code])
}

describe.each(['TypeScript 7', 'TypeScript 5'] as const)('%s', (compiler) => {
  it.each([
    ['an app on no platform in particular, or on React Native', { ANYWHERE, NATIVE }, BUNDLER],
    ['an app, or a server, as Node resolves', { ANYWHERE, SERVER }, NODE],
    ['an app on the web', { WEB }, { ...BUNDLER, lib: ['esnext', 'dom'] }],
    ['an app with React', { REACT }, BUNDLER],
  ])('accepts %s', async (_, programs, options) => {
    const files = Object.entries(programs).map(([name, program]) => [`${name}.ts`, program])
    expect(await complaints(compiler, Object.fromEntries(files), options)).toBe('')
  })

  it('accepts the programs of docs/verifying.md and docs/other-workers.md', async () => {
    const programs = [...(await programsOf('docs/verifying.md')), ...(await programsOf('docs/other-workers.md'))]
    expect(programs.map(([name]) => name)).toEqual([
      'verifier.ts',
      'hono.ts',
      'express.ts',
      'fastify.ts',
      'app/articles/[id]/route.ts',
      'server.ts',
      'worker.ts',
      'greet.ts',
    ])
    // The types of frameworks are not ours to check.
    const options = { ...BUNDLER, lib: ['esnext', 'dom'], types: ['node'], skipLibCheck: true }
    expect(await complaints(compiler, Object.fromEntries(programs), options)).toBe('')
  })
})

it('the source needs no types but those of the language', async () => {
  expect(await saidOf('TypeScript 7', join(PROJECT, 'client'))).toBe('')
})
