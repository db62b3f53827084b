import type { Provider } from '../model/providers.ts'

const NAMES = new Map<Provider, string>([
  ['apple', 'Apple'],
  ['google', 'Google'],
])

/** A provider as a mail names it. */
export interface NamedProvider {
  provider: Provider
  /** What the settings call it, if they do. */
  givenName: string | undefined
}

/** A provider as people write it. */
export const providerName = ({ provider, givenName }: NamedProvider): string =>
  givenName ?? NAMES.get(provider) ?? provider
