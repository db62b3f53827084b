/** What is given as a secret and shown to nobody: the others are written in wrangler.toml. */
export const SECRETS = [
  'JWT_KEYS',
  'ENCRYPTION_KEYS',
  'SERVICE_KEYS',
  'WEBHOOK_SECRET',
  'RESEND_API_KEY',
  'APPLE_PRIVATE_KEY',
  'LEGACY_JWT_SECRET',
  'SUPABASE_SERVICE_KEYS',
  'FIREBASE_SIGNER_KEY',
] as const

/** The secrets without which a service with these settings would answer `misconfigured`. */
export const requiredSecrets = ({ FACTORS, WEBHOOK_URLS }: Record<string, unknown>): (typeof SECRETS)[number][] => [
  'JWT_KEYS',
  ...(FACTORS === 'on' ? (['ENCRYPTION_KEYS'] as const) : []),
  ...(WEBHOOK_URLS ? (['WEBHOOK_SECRET'] as const) : []),
]
