import { rateLimitsOf, secretsOf, settingsOf } from './wrangler-toml.ts'

/** Settings that an environment of its own should not have as the top level has them. */
const OWN: Record<string, string> = { APP_NAME: '"Latchkey (staging)"', MAIL_FROM: '""' }

/** Namespace ids of the top level begin with 5482. */
const NAMESPACE = 548_210

/** A whole second environment for wrangler.toml. */
export function staging(toml: string): string {
  const limits = rateLimitsOf(toml).map(
    ({ name, limit }, index) =>
      `  { name = "${name}", namespace_id = "${NAMESPACE + index}", simple = { limit = ${limit}, period = 60 } },`,
  )
  const vars = settingsOf(toml).map(({ name, value }) => `${name} = ${OWN[name] ?? value}`)
  const secrets = secretsOf(toml).flatMap(({ name, isRequired }) => (isRequired ? `"${name}"` : []))
  return `\`\`\`toml
[env.staging]
routes = [] # or a domain of its own
workers_dev = true
d1_databases = [{ binding = "DB", database_name = "latchkey-staging", migrations_dir = "migrations" }]
send_email = [{ name = "EMAIL" }]
version_metadata = { binding = "CF_VERSION_METADATA" }
secrets = { required = [${secrets.join(', ')}] }
ratelimits = [ # with namespace ids of its own
${limits.join('\n')}
]

[env.staging.vars] # all of [vars], with values of its own
${vars.join('\n')}
\`\`\``
}
