const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' }

/** What is signed of a message: its id, when it is sent, in seconds, and its body. */
interface Signed {
  id: string
  timestamp: number
  body: string
}

/**
 * The header `webhook-signature` (Standard Webhooks, "Signature scheme"): HMAC-SHA256 with each secret, so that a receiver
 * who has either of two is content while they are replaced.
 */
export async function signWebhook(
  secrets: readonly Uint8Array<ArrayBuffer>[],
  { id, timestamp, body }: Signed,
): Promise<string> {
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  const signatures = secrets.map(async (secret) => {
    const key = await crypto.subtle.importKey('raw', secret, ALGORITHM, false, ['sign'])
    return `v1,${new Uint8Array(await crypto.subtle.sign(ALGORITHM, key, content)).toBase64()}`
  })
  return (await Promise.all(signatures)).join(' ')
}
