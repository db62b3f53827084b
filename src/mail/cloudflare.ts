import type { Mail, Sender } from './mail.ts'

/** Sends through the Workers binding; its errors carry a `code` such as E_SENDER_NOT_VERIFIED. */
export async function sendWithBinding(binding: SendEmail, from: Sender, mail: Mail): Promise<void> {
  await binding.send({ ...mail, from })
}
