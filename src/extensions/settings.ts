import * as v from 'valibot'

/** Your settings by their names in wrangler.toml, where a comment above each says what it is. */
export const settings = v.object({})

/** Your rate limits by the names of their bindings in wrangler.toml: each is `rateLimit` of the extension kit. */
export const limits = v.object({})

/** Values of your secrets for `npm run dev` and the tests: no real one. */
export const localSecrets = {}
