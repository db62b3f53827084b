import type { Ctx } from '../../context.ts'
import { mac } from '../../crypto/mac.ts'

/** An email as the count of failed sign-ins knows it. */
export const hashAddress = (ctx: Ctx, email: string): Promise<string> =>
  mac(ctx.tokens.keyring.macKey, ['login', email])
