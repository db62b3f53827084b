import { readFileSync } from 'node:fs'
import { CALLS } from '../../../src/supabase/calls.ts'
import type { SupabaseCallRecord } from './route-records.ts'
import { code, table } from './table.ts'

const HEAD = ['method of `auth`', 'call, after `/auth/v1`', 'bearer', 'operations', 'round trips', 'journey']

/** What makes calls with supabase-js itself, on a service that runs. */
const JOURNEYS = {
  'every call': 'test/journeys/supabase-js-calls.test.ts', // and fails if it leaves one out
  sessions: 'test/journeys/supabase-js.test.ts',
  browsers: 'test/browser/supabase-js.test.ts',
}

/** Every call that the SDKs of Supabase make of this service, with what the tests know of it. */
export function supabaseCalls(records: SupabaseCallRecord[]): string {
  const journeys = Object.entries(JOURNEYS).map(([name, file]) => ({ name, text: readFileSync(file, 'utf8') }))
  const rows = CALLS.map(({ wire, sdk, bearer, operations }) => {
    const tested = records.filter((record) => record.wire === wire)
    const methods = sdk.split(', ').filter(Boolean)
    return [
      listOf(sdk),
      code(wire),
      bearer === 'none' ? '' : bearer,
      listOf(operations),
      [...new Set(tested.map(({ roundTrips }) => roundTrips))].join(' or '),
      journeys
        .filter(({ text }) => methods.some((method) => text.includes(`${method}(`)))
        .map(({ name }) => name)
        .join(', '),
    ]
  })
  return table(HEAD, rows)
}

const listOf = (names: string): string => names.split(', ').filter(Boolean).map(code).join(', ')
