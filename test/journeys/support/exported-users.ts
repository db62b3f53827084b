import { EMAIL_PROOFS } from '../../../src/model/email-proofs.ts'

const OWN = '$pbkdf2-chain-sha256$i=10000,n=60$lB634Hem8cdipclgzlHUvQ$cnC_ADySd2slmsfMTEe0whJCEtlj2WBZtvVAcm1VsLE'
const HASHES = [
  OWN,
  null,
  '$2b$10$O1k0Hivwx.ld4ZWI.CAR8.hMG0lql1pFWBdpoJAmyZ.vPhoZSL2W6',
  `$scrypt$ln=14,r=16,p=1$${'A'.repeat(22)}$${'A'.repeat(86)}`,
]
// The last ones are of times with other rules, or by an operator.
const NAMES = ['Syamlal', 'Zoë "Z" \\ O’Neil', '李小龍', '\u{1f511}', 'a\nb', '']
const BIOS = [null, 'Climbs things.\nAnd falls.', '']
const START = 1_700_000_000_000
const YEAR_10_000 = 253_402_300_800_000

/** A column after another has every value beside every value of the others, as long as there are enough users. */
const pick = <T>(values: readonly T[], n: number): T | undefined => values[n % values.length]

type Row = Record<string, string | number | null | undefined>

/** Users of every shape and their identities, as the value of the statements that insert them. */
export function manyUsers(count: number): string {
  const numbers = Array.from({ length: count }, (_, n) => n)
  return JSON.stringify({ users: numbers.map(user), identities: numbers.flatMap(accounts) })
}

export const INSERT_USERS = insert('users', Object.keys(user(0)))
export const INSERT_IDENTITIES = insert('identities', Object.keys(accounts(3)[0] ?? {}))

function insert(table: string, columns: string[]): string {
  const values = columns.map((column) => `row.value ->> '${column}'`)
  return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM json_each(?1, '$.${table}') AS row`
}

function idOf(n: number): string | undefined {
  return pick([`6638800${String(n).padStart(17, '0')}`, `~id.${n}_-`, `Zz${n}aB0uYb1mY3nC8hZl2Sg`], n)
}

function user(n: number): Row {
  const isVerified = n % 5 > 1
  return {
    id: idOf(n),
    email: n === 7 ? null : `user${n}@example.com`, // who only signs in with a provider that has verified none
    password_hash: pick(HASHES, n),
    name: pick(NAMES, Math.floor(n / 4)),
    bio: pick(BIOS, n),
    avatar_url: pick([null, 'https://example.com/a.png'], n),
    locale: pick([null, 'de-AT', 'en'], Math.floor(n / 2)),
    email_verified: Number(isVerified),
    email_verified_by: isVerified ? pick([null, ...EMAIL_PROOFS], n) : null,
    email_verified_at: isVerified && n % 6 > 0 ? START + n : null,
    imported_at: n % 7 === 0 ? START + 5 * n : null,
    roles: pick([null, '["admin","editor"]'], n),
    app_metadata: pick([null, '{"plan":"pro","on":true}', null], n),
    user_metadata: pick([null, null, '{"a":{"b":[null,"ü"]}}'], n),
    disabled_until: n % 22 === 0 ? START + 9 * n : null,
    disabled_reason: n % 22 === 0 ? 'spam' : null,
    disabled_at: n % 11 === 0 ? pick([YEAR_10_000, START + 7 * n], n) : null,
    created_at: pick([0, START + 1_001 * n, -1], n),
    updated_at: START + 2_003 * n,
  }
}

function accounts(n: number): Row[] {
  const providers = pick([[], ['apple'], ['google'], ['apple', 'google']], Math.floor(n / 3)) ?? []
  return providers.map((provider) => ({
    provider,
    subject: `${provider}.${n}`,
    user_id: idOf(n),
    email: pick([null, `relay${n}@privaterelay.appleid.com`], n),
    linked_in_session: n % 2,
    created_at: START + 3 * n,
  }))
}
