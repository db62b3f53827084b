// The same without the database drivers that come with it: better-auth's own way to a smaller bundle.
import { betterAuth } from 'better-auth/minimal'
import { serve } from './worker.ts'

export default serve(betterAuth)
