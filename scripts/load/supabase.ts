// npm run load:supabase: a storm of refreshes by supabase-js on the local Worker, of whose answers some are lost on their way
// back. First 64 clients of one user, each with a session of its own, refresh as fast as they can; then the same clients share
// sessions, eight to one, as the tabs of a browser do that has no locks, and each refreshes as soon as the SDK finds the token
// old. Fails if anybody is signed out. Options: --seconds (of both halves together), --clients, --lost (a share, such as 0.05)
import { parseArgs } from 'node:util'
import { createClient } from '@supabase/supabase-js'
import { serveWorker } from './serve.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    clients: { type: 'string', default: '64' },
    lost: { type: 'string', default: '0.05' },
  },
})
const count = Number(values.clients)
const share = Number(values.lost)
const halfMs = Number(values.seconds) * 500

const TABS = 8
/** The SDK refreshes when 90 s are left, so this is a token that lives three seconds. */
const ACCESS_TOKEN_TTL = '93s'
const TAB_PAUSE_MS = 100
const PERSON = { email: 'storm@example.com', password: 'correct horse battery staple' }

const tally = { refreshes: 0, lost: 0, signedOut: 0 }
const failures = new Map<string, number>()
const note = (what: string) => void failures.set(what, (failures.get(what) ?? 0) + 1)

/** Loses some answers to refreshes, after the service has given them. */
const losing: typeof fetch = async (url, init) => {
  const response = await fetch(url, init)
  if (!String(url).includes('grant_type=refresh_token')) return response
  tally.refreshes++
  if (!response.ok) note(`${response.status} ${response.headers.get('x-sb-error-code')}`)
  if (Math.random() >= share) return response
  tally.lost++
  await response.arrayBuffer()
  throw new TypeError('the answer was lost')
}

const memory = () => {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

function connect(url: string, storage = memory()) {
  const client = createClient(url, 'the app', {
    auth: { storage, storageKey: 'session', autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: losing },
  })
  client.auth.onAuthStateChange((event) => {
    if (event === 'SIGNED_OUT') tally.signedOut++
  })
  return client
}

type Client = ReturnType<typeof connect>

async function signIn(client: Client): Promise<Client> {
  const { error } = await client.auth.signInWithPassword(PERSON)
  if (error) throw error
  return client
}

/** Refreshes until the end, and is still signed in then. */
async function refreshAlone({ auth }: Client, end: number): Promise<void> {
  while (performance.now() < end) {
    const { error } = await auth.refreshSession()
    if (error) return note(`refreshSession: ${error.name} ${error.code}`)
  }
}

/** Looks at the session as an app does before each call, which refreshes it when it is old. */
async function lookAtSession({ auth }: Client, end: number): Promise<void> {
  while (performance.now() < end) {
    const { data, error } = await auth.getSession()
    if (error && error.name !== 'AuthRefreshDiscardedError') note(`getSession: ${error.name} ${error.code}`) // another tab was faster
    if (!data.session && !error) return note('getSession: nobody is signed in')
    await new Promise((resolve) => setTimeout(resolve, TAB_PAUSE_MS * (0.5 + Math.random())))
  }
}

async function isSignedIn({ auth }: Client): Promise<boolean> {
  const { data } = await auth.getUser()
  return data.user?.email === PERSON.email
}

async function storm(name: string, clients: Client[], live: (client: Client, end: number) => Promise<void>) {
  Object.assign(tally, { refreshes: 0, lost: 0, signedOut: 0 })
  const end = performance.now() + halfMs
  await Promise.all(clients.map((client) => live(client, end)))
  const signedIn = (await Promise.all(clients.map(isSignedIn))).filter(Boolean).length
  const { refreshes, lost, signedOut } = tally
  const perSecond = Math.round(refreshes / (halfMs / 1_000))
  console.log(
    `${name}: ${refreshes} refreshes, ${perSecond} a second; ${lost} answers lost; ${signedOut} signed out; ` +
      `${signedIn} of ${clients.length} signed in at the end`,
  )
  if (signedOut > 0 || signedIn < clients.length) process.exitCode = 1
}

const service = await serveWorker(
  {
    SUPABASE_API: 'on',
    SUPABASE_AUTOCONFIRM: 'on',
    SUPABASE_ACCESS_TOKEN_TTL: ACCESS_TOKEN_TTL,
    PASSWORD_ITERATIONS: '20000',
    NEW_DEVICE_NOTICE: 'off',
  },
  0,
)
try {
  const { error } = await connect(service.url).auth.signUp(PERSON)
  if (error) throw error
  const alone: Client[] = []
  while (alone.length < count) alone.push(await signIn(connect(service.url))) // at once they would look like guesses
  await storm('a session each', alone, refreshAlone)

  const storages = Array.from({ length: Math.ceil(count / TABS) }, memory)
  for (const storage of storages) await signIn(connect(service.url, storage))
  const tabs = Array.from({ length: count }, (_, index) => connect(service.url, storages[index % storages.length]))
  await storm(`${TABS} to a session`, tabs, lookAtSession)

  for (const [what, times] of failures) console.log(`  ${times} x ${what}`)
  if (process.exitCode) console.error('\nSomebody was signed out.')
} finally {
  await service.stop()
}
