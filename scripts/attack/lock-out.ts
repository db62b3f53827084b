import { mailTo } from '../../test/journeys/support/mails.ts'
import type { RunningService } from '../../test/journeys/support/wrangler-dev.ts'

// A stranger who knows an email address tries to keep its owner out, on 127.0.0.1 and no longer than this.
const SECONDS = 120
const REQUESTS_A_SECOND = 5
const TRIES = 20
// Of the networks for documentation (RFC 5737): wrangler dev takes them from the header that Cloudflare sets.
const STRANGERS_IP = '203.0.113.7'
const OWNERS_IP = '198.51.100.7'

interface Owner {
  email: string
  password: string
  refreshToken: string
}

/** How often the owner got in, of `TRIES` each. */
interface Outcome {
  tries: number
  byPassword: number
  byMail: number
  requests: number
}

type Post = (path: string, body: object) => Promise<Response>

/** Lets a stranger guess at password and code and ask for emails, while the owner signs in. */
export async function lockOut(url: string, service: RunningService, owner: Owner): Promise<Outcome> {
  const from =
    (ip: string): Post =>
    (path, body) =>
      fetch(url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'cf-connecting-ip': ip },
        body: JSON.stringify(body),
      })
  const attacker = attack(from(STRANGERS_IP), owner.email)
  const post = from(OWNERS_IP)
  await pause(15_000) // until logins and codes are blocked
  const outcome = { tries: TRIES, byPassword: 0, byMail: 0 }
  const reader = mailReader(service, owner.email)
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { email, password, refreshToken: deviceToken } = owner
    const login = await post('/users/login', { email, password, deviceToken })
    if (login.ok) outcome.byPassword++
    else console.log(`login ${attempt}: ${login.status}`)
    await post('/users/password/forgot', { email }) // refused or not: the stranger may have had the email sent
    if (await reader((token) => post('/users/password/reset', { email, token, password }))) outcome.byMail++
    await pause(((SECONDS - 20) / TRIES) * 1_000 - 1_000)
  }
  return { ...outcome, requests: await attacker.stop() }
}

/** Logins, codes and requests for emails in the owner's name, at a steady pace. */
function attack(post: Post, email: string) {
  const guesses: [string, object][] = [
    ['/users/login', { email, password: 'a guess' }],
    ['/users/password/reset', { email, code: '000000', password: 'a password of the stranger' }],
    ['/users/login', { email, password: 'another guess' }],
    ['/users/password/forgot', { email }],
  ]
  const sent: Promise<unknown>[] = []
  const timer = setInterval(() => {
    const [path, body] = guesses[sent.length % guesses.length] ?? ['/health', {}]
    if (sent.length < SECONDS * REQUESTS_A_SECOND) sent.push(post(path, body).catch(() => {}))
  }, 1_000 / REQUESTS_A_SECOND)
  const stop = async () => {
    clearInterval(timer)
    await Promise.all(sent)
    return sent.length
  }
  return { stop }
}

/** Reads the owner's emails in their order, and follows each link until one works. */
function mailReader(service: RunningService, address: string) {
  let read = 0
  return async (follow: (token: string) => Promise<Response>): Promise<boolean> => {
    for (;;) {
      const mail = await mailTo(service, address, read + 1).catch(() => undefined)
      if (!mail) return false
      read++
      const [, token] = /\/account\/reset-password\S*[?&]token=([\w-]+)$/m.exec(mail.text) ?? []
      if (token && (await follow(token)).ok) return true
    }
  }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
