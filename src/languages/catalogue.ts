import type { Messages } from './language.ts'

/** What loads the sentences of each language, the ones that count most last: those of src/extensions. */
export type Catalogues = Record<string, (() => Promise<{ default: Messages }>)[]>
