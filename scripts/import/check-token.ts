// npm run import -- --check-token: says of a token on standard input whom it names, or which check of the service it fails.
import { existsSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { parseArgs, parseEnv } from 'node:util'
import * as v from 'valibot'
import { duration, legacyUntil } from '../../src/config/checks.ts'
import { type LegacyFailure, type LegacyRules, readLegacyToken } from '../../src/crypto/legacy-token.ts'

const EXIT = { accepted: 0, refused: 1 }

/** Reads the settings of an environment and the token; gives the exit status. Throws an `Error` if a setting is wrong. */
export async function checkToken(): Promise<number> {
  const { values } = parseArgs({ options: { 'check-token': { type: 'boolean' }, env: { type: 'string', short: 'e' } } })
  const rules = await readRules(values.env)
  const token = (await text(process.stdin)).trim().replace(/^Bearer +/i, '')
  const claims = await readLegacyToken(rules, token, new Date())
  if ('failed' in claims) {
    console.log(`It is refused (${claims.failed}): ${explain(claims.failed, rules, token)}`)
    return EXIT.refused
  }
  const [issued, end] = [claims.iat, claims.exp].map((seconds) => new Date(seconds * 1_000))
  if (Number(end) <= Date.now()) {
    console.log(`It is refused (token_expired): it was good until ${end?.toISOString()}.`)
    return EXIT.refused
  }
  console.log(
    `It names the user ${claims.sub}, was issued ${issued?.toISOString()} and is good until ${end?.toISOString()}.`,
  )
  console.log('It signs in if that user was imported, is not disabled, and has not ended their sessions at Latchkey.')
  return EXIT.accepted
}

/** From the shell, else from .dev.vars, else from wrangler.toml, which holds no secret. */
async function readRules(flag: string | undefined): Promise<LegacyRules> {
  // Here: it loads wrangler, which is large.
  const { environmentName, readEnvironment } = await import('../support/environment.ts')
  const { vars } = readEnvironment(environmentName(flag))
  const local = existsSync('.dev.vars') ? parseEnv(readFileSync('.dev.vars', 'utf8')) : {}
  const read = (name: string) => process.env[name] ?? local[name] ?? vars[name]
  const secret = read('LEGACY_JWT_SECRET')
  if (typeof secret !== 'string' || secret === '')
    throw new Error(
      'LEGACY_JWT_SECRET is neither in the environment nor in .dev.vars: set it to the secret of the old backend.',
    )
  const until = v.parse(legacyUntil, read('LEGACY_JWT_UNTIL'))
  if (!until)
    console.warn('LEGACY_JWT_UNTIL is empty, so the service accepts no old token yet. This one is read as if it did.')
  return {
    secret: secret.trim(),
    until: until ?? new Date('9999-12-31'),
    userClaim: String(read('LEGACY_JWT_USER_CLAIM') || '_id'),
    maxAgeSeconds: v.parse(duration, read('EVENTS_RETENTION')),
  }
}

/** What a failure means, and what to do. */
function explain(failure: LegacyFailure, { userClaim, until, maxAgeSeconds }: LegacyRules, token: string): string {
  const names = failure === 'purpose' || failure === 'user_claim' ? namesIn(token) : ''
  const reasons: Record<LegacyFailure, string> = {
    until: `LEGACY_JWT_UNTIL has passed (${until.toISOString()}).`,
    form: 'it is no JWT. Was all of it copied?',
    algorithm: 'it is not signed with HS256. Others are not accepted: let its users log in again.',
    type: 'its header has another typ than JWT, so it is for something else than signing in.',
    signature: 'it is not signed with this LEGACY_JWT_SECRET, or was altered.',
    purpose: `it says that it is for something else than signing in. It has ${names}.`,
    user_claim: `its claim ${userClaim} is missing, or no text. It has ${names}: set LEGACY_JWT_USER_CLAIM to the one with the user's id.`,
    iat: 'it has no iat, so nobody can tell how old it is, or one in the future.',
    age: `it was issued more than EVENTS_RETENTION ago (${maxAgeSeconds / 86_400} days): what ended it may be forgotten.`,
    nbf: 'it has an nbf that has not come yet.',
    exp: 'its exp is no number.',
  }
  return reasons[failure]
}

/** The names of a token's claims: their values are nobody's business here. */
const namesIn = (token: string): string =>
  Object.keys(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).join(', ')
