import { PROVIDERS, type Provider } from '../../db/enums.ts'
import { Problem } from '../../problem.ts'

/** The provider that a path names. Throws `not_found`. */
export function readProvider(text: string): Provider {
  const provider = PROVIDERS.find((known) => known === text)
  if (!provider) throw new Problem('not_found')
  return provider
}
