import { operations } from '../../../client/admin/operations.gen.ts'
import { calls } from './client.ts'

/** The calls of the admin API, as whoever is signed in. All throw `LatchkeyError`. */
export const admin = operations(calls)
