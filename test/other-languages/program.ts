// A program of a team that uses no client of ours: typed by the OpenAPI document alone.
import createClient, { type Middleware } from 'openapi-fetch'
import type { components, paths } from './generated/latchkey.ts'

type Problem = components['schemas']['Problem']
type Profile = components['schemas']['OwnProfile']

const [, , baseUrl = ''] = process.argv
const client = createClient<paths>({ baseUrl })

let token = ''
const authentication: Middleware = {
  onRequest({ request }) {
    if (token) request.headers.set('authorization', `Bearer ${token}`)
    return request
  },
}
client.use(authentication)

const email = 'robin@example.com'
const password = 'correct horse battery staple'

const registered = await client.POST('/users/register', { body: { name: 'Robin', email, password } })
if (!registered.data) throw new Error(explain(registered.error))
token = registered.data.data.token

const renamed = await client.PUT('/users/profile', { body: { name: 'Robin II', bio: null } })
const profile: Profile | undefined = renamed.data?.data

const sessions = await client.GET('/users/sessions')
const [session] = sessions.data?.data ?? []
const { data: activity } = await client.GET('/users/activity', { params: { query: {} } })
const ended = await client.DELETE('/users/sessions/{sessionId}', { params: { path: { sessionId: 'nobody' } } })

const refreshed = await client.POST('/users/token/refresh', {
  body: { refreshToken: registered.data.data.refreshToken },
})
token = refreshed.data?.data.token ?? ''
const provider = await client.POST('/users/login/{provider}', {
  params: { path: { provider: 'apple' } },
  body: { idToken: 'x' },
})
const twice = await client.POST('/users/register', { body: { name: 'Robin', email, password } })
const loggedOut = await client.POST('/users/logout')

console.log(
  JSON.stringify({
    name: profile?.name,
    isCurrent: session?.current,
    activity: activity?.data.map(({ type }) => type),
    ended: ended.error?.code,
    provider: provider.error?.code,
    twice: twice.error && explain(twice.error),
    loggedOut: loggedOut.response.status,
    hasTokens: token !== '',
  }),
)

/** One function for the failures of all operations: they are one type. */
function explain({ code, message, errors = [] }: Problem): string {
  switch (code) {
    case 'email_taken':
      return 'taken'
    case 'invalid_request':
      return errors.map(({ path }) => path).join()
    default:
      return message
  }
}

/** What the compiler has to refuse. */
export async function mistakes() {
  // @ts-expect-error there is no such address
  await client.GET('/users/profiles')
  // @ts-expect-error a field is missing
  await client.POST('/users/login', { body: { email } })
  // @ts-expect-error a provider has a name
  await client.DELETE('/users/identities/{provider}', { params: { path: { provider: 7 } } })
  const { data, error } = await client.GET('/users/profile')
  // @ts-expect-error there may be no data
  console.log(data.data)
  // @ts-expect-error there is no such code
  if (error?.code === 'unavailible') console.log(error)
}
