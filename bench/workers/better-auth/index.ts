import { betterAuth } from 'better-auth'
import { serve } from './worker.ts'

export default serve(betterAuth)
