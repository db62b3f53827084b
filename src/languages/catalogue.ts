import type { Messages } from './language.ts'

/** What loads the sentences of each language: those of the service first, then those of src/extensions. */
export type Catalogues = Record<string, (() => Promise<{ default: Messages }>)[]>
