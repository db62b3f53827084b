import { CALLS } from '../../../src/supabase/calls.ts'
import type { SupabaseCallRecord } from './route-records.ts'
import { code, table } from './table.ts'

const HEAD = ['method of `auth`', 'call, after `/auth/v1`', 'bearer', 'operations', 'round trips', 'journey']

/** Every call that the SDKs of Supabase make of this service, with what the tests know of it. */
export function supabaseCalls(records: SupabaseCallRecord[]): string {
  const rows = CALLS.map(({ wire, sdk, bearer, operations }) => {
    const tested = records.filter((record) => record.wire.split(/[?&](?!grant_type)/)[0] === wire)
    return [
      listOf(sdk),
      code(wire),
      bearer === 'none' ? '' : bearer,
      listOf(operations),
      [...new Set(tested.map(({ roundTrips }) => roundTrips))].join(' or '),
      [...new Set(tested.map(({ journey }) => journey))].join(', '),
    ]
  })
  return table(HEAD, rows)
}

const listOf = (names: string): string => names.split(', ').map(code).join(', ')
