import type { UsersTable } from '../import/users-table.ts'

const LIST = `
  SELECT id, email, name, roles, disabled_at FROM users
  WHERE roles IS NOT NULL AND ?1 IS NOT NULL ORDER BY created_at, id`

/** Prints everybody who has a role, the oldest first. Answers the exit status. */
export async function listRoles(table: UsersTable): Promise<number> {
  const [users = []] = await table.write([LIST], '')
  for (const { id, email, name, roles, disabled_at } of users) {
    const list = JSON.parse(String(roles)).join(', ')
    console.log(`${email ?? id} (${oneLine(name)}): ${list}${disabled_at === null ? '' : ' - disabled'}`)
  }
  if (users.length === 0) console.log('Nobody has a role.')
  return 0
}

/** A name is what its owner says it is: nothing in it may write to the terminal. */
const oneLine = (name: unknown): string => String(name).replaceAll(/\p{C}/gu, '?')
