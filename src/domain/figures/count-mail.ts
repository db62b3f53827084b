import { run } from '../../db/database.ts'
import { addOne } from '../../db/statements/counts.gen.ts'
import { hourOf } from '../../lib/utc.ts'
import type { MailOutcome } from '../../model/figures.ts'
import type { Ctx } from '../context.ts'

/** Counts a mail for operators once it is known what became of it; never twice, and not at all if the database fails. */
export async function countMail({ db, now }: Ctx, sending: Promise<void>): Promise<void> {
  const kind = await sending.then(
    (): MailOutcome => 'mails_sent',
    (): MailOutcome => 'mails_failed', // whoever sends it says why
  )
  await run(db, addOne({ hour: hourOf(now()), kind }))
}
