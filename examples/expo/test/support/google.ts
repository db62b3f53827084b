import { createHash } from 'node:crypto'
import { standInsUrl } from './service'

// Google's two endpoints, as far as an app sees them. The ID token is that of the stand-in, which the service trusts.

const TOKEN_ENDPOINT = 'https://oauth2.googleapis.com/token'

/** Who is chosen on Google's page; nobody: the user closes it. */
let chosen: string | undefined
let asked: URLSearchParams | undefined

export const google = {
  choose: (email: string | undefined) => {
    chosen = email
    asked = undefined
  },
  wasAsked: () => asked !== undefined,
}

/** In the place of the browser: the page comes back to the app with a code. */
export async function openAuthSessionAsync(url: string, redirectUri: string) {
  asked = new URL(url).searchParams
  if (!chosen) return { type: 'cancel' }
  const query = new URLSearchParams({ code: 'a code', state: asked.get('state') ?? '' })
  return { type: 'success', url: `${redirectUri}?${query}` }
}

/** Answers what goes to Google, and lets all else through. */
export const withGoogle =
  (send: typeof fetch): typeof fetch =>
  async (url, init) =>
    String(url) === TOKEN_ENDPOINT ? exchange(send, new URLSearchParams(String(init?.body))) : send(url, init)

/** RFC 7636 §4.6 */
async function exchange(send: typeof fetch, given: URLSearchParams): Promise<Response> {
  const hash = createHash('sha256')
    .update(given.get('code_verifier') ?? '')
    .digest('base64url')
  const isRight =
    given.get('code') === 'a code' &&
    hash === asked?.get('code_challenge') &&
    given.get('redirect_uri') === asked?.get('redirect_uri')
  if (!isRight) return answer({ error: 'invalid_grant' })
  const body = new URLSearchParams({ email: chosen ?? '', name: 'Robin', nonce: asked?.get('nonce') ?? '' })
  const idToken = await (await send(`${standInsUrl}/google`, { method: 'POST', body })).text()
  return answer({ access_token: 'x', token_type: 'Bearer', expires_in: 3600, id_token: idToken })
}

const answer = (body: object) => new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })
