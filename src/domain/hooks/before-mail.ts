import * as v from 'valibot'
import { toEmail } from '../../model/email.ts'
import { isText } from '../../model/well-formed.ts'
import { askAfterwards } from './ask.ts'
import type { AskedHooks } from './asked-hooks.ts'
import type { Hooks } from './hooks.ts'
import { plain, validate } from './returned.ts'

const SUBJECT_MAX = 255 // characters: a header line may have 998 bytes (RFC 5322 §2.1.1), encoded
const BODY_MAX = 100_000 // characters: mail programs cut what is longer

const oneLine = v.pipe(
  v.string(),
  v.check((value) => isText(value) && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)), // or it would be another header
  v.nonEmpty(),
  v.maxLength(SUBJECT_MAX),
)
const body = v.pipe(v.string(), v.check(isText), v.nonEmpty(), v.maxLength(BODY_MAX))

/** Never to whom it goes: a mail is for the owner of one mailbox. */
const changedMail = v.strictObject({
  subject: v.exactOptional(oneLine),
  text: v.exactOptional(body),
  html: v.exactOptional(body),
  from: v.exactOptional(
    v.strictObject({
      name: oneLine,
      email: v.pipe(
        oneLine,
        v.check((value) => toEmail(value) !== undefined),
      ),
    }),
  ),
})

/**
 * Asks what a mail is to say instead. If the hook fails, it goes out as it was written: the response was sent before, and a
 * mistake in a template must not cost a user their code, or the warning that somebody took their account.
 */
export const askBeforeMail =
  (hook: NonNullable<Hooks['beforeMail']>): NonNullable<AskedHooks['beforeMail']> =>
  (ctx, kind, mail) => {
    const { to, subject, text, html } = mail
    const check = (returned: unknown) => {
      if (returned === 'handled') return undefined
      return returned === undefined ? mail : { ...mail, ...validate(changedMail, plain(returned)) }
    }
    return askAfterwards(
      'beforeMail',
      ctx,
      (own, signal) => hook(own, { kind, to, subject, text, html }, signal),
      check,
      mail,
    )
  }
