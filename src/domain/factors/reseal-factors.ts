import { open, seal } from '../../crypto/sealed.ts'
import { commit } from '../../db/commit.ts'
import { run } from '../../db/database.ts'
import { resealFactor, selectSealedFactors } from '../../db/statements/sealed-factors.gen.ts'
import type { Ctx } from '../context.ts'
import { secretPlace } from './secret-place.ts'

const PER_RUN = 100 // the next run goes on

/** Seals up to a hundred secrets anew that an old key of ENCRYPTION_KEYS has sealed, with the first key. */
export async function resealFactors({ db, settings }: Ctx): Promise<void> {
  const [, ...old] = settings.encryptionKeys
  if (old.length === 0) return
  const keyIds = JSON.stringify(old.map(({ kid }) => kid))
  const found = await run(db, selectSealedFactors({ keyIds, limit: PER_RUN }))
  const steps = await Promise.all(
    found.map(async ({ _id, secret }) => {
      const text = await open(settings.encryptionKeys, secretPlace(_id), secret)
      if (text === undefined) return []
      const { sealed, keyId } = await seal(settings.encryptionKeys, secretPlace(_id), text)
      return [[_id, resealFactor({ factorId: _id, old: secret, secret: sealed, keyId })] as const]
    }),
  )
  if (steps.flat().length > 0) await commit(db, Object.fromEntries(steps.flat()))
}
