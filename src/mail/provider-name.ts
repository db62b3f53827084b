import type { Provider } from '../model/providers.ts'

const NAMES: Record<Provider, string> = { apple: 'Apple', google: 'Google' }

/** A provider as people write it. */
export const providerName = (provider: Provider): string => NAMES[provider]
