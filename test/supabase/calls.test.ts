import { expect, it } from 'vitest'
import { CALLS } from '../../src/supabase/calls.ts'
import { app } from '../../src/supabase/index.ts'
import { everyCall } from './calls/index.ts'

/** What is served besides the calls: what people open, other names of calls, and what is refused in the words of the protocol. */
const BESIDES = [
  'GET /verify', // the link of a mail
  'GET /openapi.json',
  'POST /magiclink', // as POST /otp
  'POST /admin/invite', // as POST /invite, for Swift
  'GET /passkeys/', // as GET /passkeys, for Swift
  'GET /user/identities/authorize',
  'ALL /authorize',
  'ALL /callback',
  'ALL /sso/*',
  'ALL /saml/*',
]

/** The method and the path, with no names for what varies, as calls, routes and records name it differently. */
const nameless = (wire: string) => wire.replace(/[?].*$/, '').replace(/:\w+|{\w+}/g, '{}')

const served = app.routes
  .map(({ method, path }) => nameless(`${method} ${path.replace('/auth/v1', '')}`))
  .filter((wire) => wire !== 'ALL /*') // for every path

const sorted = (wires: readonly string[]) => [...new Set(wires.map(nameless))].sort()

it('every route is a call, or of those that are none', () => {
  expect(sorted(served)).toEqual(sorted([...CALLS.map(({ wire }) => wire), ...BESIDES]))
})

it('every call has a record', () => {
  const recorded = new Set<string>(everyCall.map(({ wire }) => wire))
  expect(CALLS.map(({ wire }) => wire).filter((wire) => !recorded.has(wire))).toEqual([])
})
