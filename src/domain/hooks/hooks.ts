import type { Ctx } from '../context.ts'

/** What the team's own code is asked, or told, at the service's turning points. */
export interface Hooks {
  /** Somebody is about to be a user. */
  beforeRegister?(ctx: Ctx, registration: { email: string | null }): Promise<void>
}
