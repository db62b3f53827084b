import { randomBytes } from 'node:crypto'

const SECRET_BYTES = 32 // Standard Webhooks: 24 to 64

/** A new secret that signs webhooks, as Standard Webhooks writes it. */
export const newWebhookSecret = (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`
