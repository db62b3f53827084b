import { deleteForeignFactors } from '../../db/statements/factors.gen.ts'
import { deleteForeignPasskeys } from '../../db/statements/passkeys.gen.ts'
import { deleteForeignRecoveryCodes } from '../../db/statements/recovery-codes.gen.ts'

/**
 * The steps that take from the event's user what whoever held the account may have planted in it, unless they had shown
 * that the mailbox is theirs: they stand before the step that marks the email address verified.
 */
export const dropForeignWaysIn = (eventId: string) => ({
  foreignFactors: deleteForeignFactors({ eventId }),
  foreignRecoveryCodes: deleteForeignRecoveryCodes({ eventId }),
  foreignPasskeys: deleteForeignPasskeys({ eventId }),
})
