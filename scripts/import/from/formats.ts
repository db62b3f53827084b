import { fromBetterAuth } from './better-auth.ts'
import { fromFirebase } from './firebase.ts'
import type { Format } from './format.ts'
import { fromSupabase } from './supabase.ts'

/** The exports that `--from` names. One of Latchkey's own is read apart (latchkey.ts): its users come in unchecked. */
export const FORMATS: Record<string, Format> = {
  mongo: (document) => ({ document }),
  firebase: fromFirebase,
  'better-auth': fromBetterAuth,
  supabase: fromSupabase,
}
