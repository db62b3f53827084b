import * as v from 'valibot'
import { limits } from '../extensions/settings.ts'
import { binding, rateLimit } from './binding.ts'

/** What Cloudflare gives the Worker, by the names of wrangler.toml. */
export const bindingsSchema = v.object({
  ...limits.entries,
  DB: binding<D1Database>('withSession', 'must be a D1 database'),
  ASSETS: binding<Fetcher>('fetch', 'must be the binding of [assets]'),
  EMAIL: v.optional(binding<SendEmail>('send', 'must send email')),
  EVENTS: v.optional(binding<Queue>('sendBatch', 'must be a queue')),
  AVATARS: v.optional(binding<R2Bucket>('get', 'must be a bucket')),
  IMAGES: v.optional(binding<ImagesBinding>('input', 'must be the binding of [images]')),
  CF_VERSION_METADATA: v.optional(binding<WorkerVersionMetadata>('id', 'must be version metadata')),
  LIMIT_REGISTER: rateLimit,
  LIMIT_LOGIN: rateLimit,
  LIMIT_PASSWORD: rateLimit,
  LIMIT_MAIL: rateLimit,
  LIMIT_CODE: rateLimit,
  LIMIT_ADDRESS: rateLimit,
  LIMIT_ACCOUNT: rateLimit,
  LIMIT_GENERAL: rateLimit,
  LIMIT_MAIL_TOTAL: rateLimit,
})

export type Bindings = v.InferOutput<typeof bindingsSchema>

/** The limits of wrangler.toml, which gives their reasons. */
export type LimitName = Extract<keyof Bindings, `LIMIT_${string}`>
