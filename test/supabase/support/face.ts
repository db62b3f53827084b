import { type Answer, type Call, type Service, serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

/** Everything on, and people signed in as soon as they sign up. */
export const SETTINGS = {
  SUPABASE_API: 'on',
  SUPABASE_AUTOCONFIRM: 'on',
  SUPABASE_SITE_URL: 'https://app.example.com',
  SUPABASE_REDIRECT_URLS: 'https://app.example.com/**',
  GUESTS: 'on',
  FACTORS: 'on',
  PASSKEYS: 'on',
  LOGIN_CODES: 'on',
  SIGN_UP_BY_CODE: 'on',
}

const API_KEY = 'a key that names the app'

interface FaceCall extends Omit<Call, 'token'> {
  /** Goes out as the bearer; without it the key of the app does, as the SDKs have it. */
  bearer?: string | undefined
}

export type Face = (path: string, call?: FaceCall) => Promise<Answer>

/** The service at `/auth/v1`, called as the SDKs do. */
export const faceOf =
  (service: Service): Face =>
  (path, { bearer = API_KEY, headers, ...call } = {}) =>
    service(`/auth/v1${path}`, {
      ...call,
      headers: {
        apikey: API_KEY,
        authorization: `Bearer ${bearer}`,
        'x-supabase-api-version': '2024-01-01',
        ...headers,
      },
    })

/** The same with other settings than `SETTINGS`. */
export const faceWith = (settings: Record<string, unknown> = {}): Face =>
  faceOf(serviceWith({ ...SETTINGS, ...settings }))

export const face = faceWith()

/** Somebody who has signed up. */
export async function signUp(
  call: Face = face,
  email = `robin-${crypto.randomUUID()}@example.com`,
  password = PASSWORD,
) {
  const { status, body } = await call('/signup', { body: { email, password } })
  if (status !== 200) throw new Error(`nobody signed up: ${JSON.stringify(body)}`)
  const session = body as { access_token: string; refresh_token: string; user: { id: string } }
  return { email, password, session, bearer: session.access_token, as: asUser(call, session.access_token) }
}

/** Calls with an access token. */
export const asUser =
  (call: Face, bearer: string): Face =>
  (path, given = {}) =>
    call(path, { bearer, ...given })
