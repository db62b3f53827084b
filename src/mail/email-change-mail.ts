import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'

/** Tells the owner of an account, at its current email address, that a new one was requested. */
export function emailChangeMail({ to, appName }: { to: string; appName: string }): Mail {
  const parts = layOut({
    appName,
    paragraphs: [
      'Somebody who knows your password, or is signed in as you, asked to move your account to another email address.',
      'If it was you, there is nothing to do here. If it was not, change your password now: that stops it.',
    ],
  })
  return { to, subject: `${appName}: Your email address is about to change`, ...parts }
}
