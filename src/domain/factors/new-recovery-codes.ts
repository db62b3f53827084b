import { drawRecoveryCodes, recoveryCodeMacs } from '../../crypto/recovery-codes.ts'
import type { Ctx } from '../context.ts'

/** New recovery codes, and the JSON list of what is stored of them: MACs by the first key. */
export async function newRecoveryCodes({ settings }: Ctx, userId: string) {
  const codes = drawRecoveryCodes()
  const keys = settings.encryptionKeys.slice(0, 1)
  const macs = (await Promise.all(codes.map((code) => recoveryCodeMacs(keys, userId, code)))).flat()
  return { codes, macs: JSON.stringify(macs), first: macs[0] ?? '' }
}
