import { compare } from 'bcryptjs'
import type { PasswordFormat } from './format.ts'

const MAX_COST = 14 // about a second of work; each step doubles it, and cost 31 would take days

/**
 * bcrypt hashes as bcryptjs and bcrypt write them. Only the first 72 bytes of a password in UTF-8 count, as with every
 * bcrypt.
 */
export const bcrypt: PasswordFormat = {
  prefixes: ['$2a$', '$2b$', '$2y$'],

  read(stored) {
    const [, costText] = /^\$2[aby]\$(\d\d)\$[./\w]{53}$/.exec(stored) ?? []
    const cost = Number(costText)
    if (costText === undefined || cost < 4) return 'unreadable' // no implementation accepts less
    if (cost > MAX_COST) return 'too_costly'
    return { matches: (password) => compare(password, stored) }
  },
}
