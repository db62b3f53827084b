import { readFile } from 'node:fs/promises'
import type { RunningService } from './wrangler-dev.ts'

/** A mail as `wrangler dev` writes it: it sends none, and prints where the parts are. */
export interface WrittenMail {
  to: string
  subject: string
  text: string
  html: string
}

const PRINTED = /^To: (?<to>.+)\nSubject: (?<subject>.+)\n+Text: (?<text>.+)\nHTML: (?<html>.+)$/gm

const POLL_MS = 50
const TIMEOUT_MS = 20_000

/** Waits for the n-th mail to an address, counted from 1: mails are sent after the response. Throws if none comes. */
export async function mailTo(
  service: Pick<RunningService, 'output'>,
  address: string,
  count = 1,
): Promise<WrittenMail> {
  for (let waited = 0; waited < TIMEOUT_MS; waited += POLL_MS) {
    const printed = [...service.output().matchAll(PRINTED)].filter(({ groups }) => groups?.to === address)
    const mail = printed[count - 1]?.groups
    if (mail) {
      const [text, html] = await Promise.all([read(mail.text), read(mail.html)])
      return { to: address, subject: mail.subject ?? '', text, html }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  throw new Error(`no mail to ${address}:\n${service.output()}`)
}

/** Waits for the n-th mail to an address and reads its code. */
export async function mailedCode(service: Pick<RunningService, 'output'>, address: string, count = 1): Promise<string> {
  const { subject, text } = await mailTo(service, address, count)
  const [code] = /^\d{6}$/m.exec(text) ?? []
  if (!code) throw new Error(`no code in "${subject}"`)
  return code
}

/** Waits for the n-th mail to an address and reads the secret of its link. */
export async function mailedToken(
  service: Pick<RunningService, 'output'>,
  address: string,
  count = 1,
): Promise<string> {
  const { subject, text } = await mailTo(service, address, count)
  const [, token] = /[?&]token=([\w-]+)$/m.exec(text) ?? []
  if (!token) throw new Error(`no link in "${subject}"`)
  return token
}

const read = (path = '') => readFile(path, 'utf8')
