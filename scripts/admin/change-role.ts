import { newId } from '../../src/lib/id.ts'
import { normalizeEmail } from '../../src/model/email.ts'
import { PROVES_THE_HOLDER } from '../../src/model/email-proofs.ts'
import { ADMIN_ROLE } from '../../src/model/operator.ts'
import { MAX_ROLES } from '../../src/model/roles.ts'
import type { UsersTable } from '../import/users-table.ts'

const ACTOR = 'npm run admin'

interface Change {
  /** An email address, or the id of a user. */
  who: string
  role: string
  /** Takes the role of an admin also from the last one, and gives one to who has not verified the email address. */
  force: boolean
}

// All values come as one parameter, an object in JSON: nothing that somebody types becomes SQL.
const given = (name: string) => `(?1 ->> '${name}')`
/** An address is its user's, also where it is the id of somebody else, as an imported one may be. */
const WHO = `(users.email = ${given('email')} OR (users.id = ${given('who')}
  AND NOT EXISTS (SELECT 1 FROM users AS named WHERE named.email = ${given('email')})))`
const hasRole = (role: string) => `EXISTS (SELECT 1 FROM json_each(users.roles) WHERE value = ${role})`
const HAS = hasRole(given('role'))

/**
 * Whether whoever holds the account is who is meant: they have shown that the mailbox is theirs, which anybody may have
 * registered; or they have no email address, and another way in.
 */
const IS_THEIRS = `CASE WHEN users.email IS NOT NULL
    THEN users.email_verified AND coalesce(users.email_verified_by, '') IN (${PROVES_THE_HOLDER.map((proof) => `'${proof}'`).join(', ')})
    ELSE EXISTS (SELECT 1 FROM identities WHERE user_id = users.id) OR EXISTS (SELECT 1 FROM passkeys WHERE user_id = users.id)
  END`

/** Whether there is another admin, who is neither disabled nor a guest. */
const OTHER_ADMINS = `EXISTS (SELECT 1 FROM users AS other, json_each(other.roles) AS role
  WHERE other.roles IS NOT NULL AND other.created_at >= 0 AND other.id <> users.id AND other.disabled_at IS NULL AND NOT other.is_guest AND role.value = '${ADMIN_ROLE}')`
const IS_LAST = `(${given('role')} = '${ADMIN_ROLE}' AND NOT ${OTHER_ADMINS})`

const CHANGES = {
  grant: {
    condition: `users.disabled_at IS NULL AND (${given('force')} OR ${IS_THEIRS}) AND NOT ${HAS} AND json_array_length(coalesce(users.roles, '[]')) < ${MAX_ROLES}`,
    roles: `json_insert(coalesce(users.roles, '[]'), '$[#]', ${given('role')})`,
    action: 'role_granted',
  },
  revoke: {
    condition: `${HAS} AND (${given('force')} OR NOT ${IS_LAST})`,
    roles: `(SELECT nullif(json_group_array(value), '[]') FROM json_each(users.roles) WHERE value <> ${given('role')})`,
    action: 'role_revoked',
  },
}

/** The event, which is the receipt; the audit record; the roles; and what is there then. */
const statementsOf = ({ condition, roles, action }: (typeof CHANGES)['grant']) => [
  `INSERT INTO events (id, user_id, type, created_at, by_support)
    SELECT ${given('eventId')}, users.id, 'roles_changed', ${given('now')}, 1 FROM users WHERE ${WHO} AND ${condition}
    ON CONFLICT DO NOTHING`,
  `INSERT INTO audit (id, created_at, actor_type, actor_id, action, target_id, before, after)
    SELECT ${given('auditId')}, ${given('now')}, 'service', '${ACTOR}', '${action}', users.id,
      json_object('roles', json(coalesce(users.roles, '[]'))), json_object('roles', json(coalesce(${roles}, '[]')))
    FROM events JOIN users ON users.id = events.user_id WHERE events.id = ${given('eventId')}
    ON CONFLICT DO NOTHING`,
  `UPDATE users SET roles = ${roles}, updated_at = ${given('now')}
    WHERE id = (SELECT user_id FROM events WHERE id = ${given('eventId')}) AND ${condition}`,
  `SELECT users.id, users.email IS NOT NULL AS has_email, users.disabled_at, coalesce(users.roles, '[]') AS roles,
      ${IS_THEIRS} AS is_theirs, ${HAS} AS has, ${IS_LAST} AS is_last,
      EXISTS (SELECT 1 FROM events WHERE id = ${given('eventId')}) AS done,
      EXISTS (SELECT 1 FROM factors WHERE user_id = users.id AND confirmed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM passkeys WHERE user_id = users.id) AS has_factor
    FROM users WHERE ${WHO}`,
]

/**
 * Gives a user a role, or takes it away, and says what is to be done then. It may be run again. Answers the exit status: 1
 * if it is refused.
 */
export async function changeRole(
  table: UsersTable,
  command: keyof typeof CHANGES,
  { who, role, force }: Change,
): Promise<number> {
  const email = who.includes('@') ? normalizeEmail(who) : null
  const values = { who, email, role, force, now: Date.now(), eventId: newId(), auditId: newId() }
  const results = await table.write(statementsOf(CHANGES[command]), JSON.stringify(values))
  const [user] = results.at(-1) ?? []
  const { isRefused, text } = outcome(command, user, { who, role, force })
  if (isRefused) console.error(text)
  else console.log(text)
  return isRefused ? 1 : 0
}

const NOT_VERIFIED =
  'somebody else may have registered it. Let them enter the code from an email, or use --force if you know that the account is theirs.'

type Row = Record<string, unknown>

function outcome(command: keyof typeof CHANGES, user: Row | undefined, { who, role, force }: Change) {
  const refused = (text: string) => ({ isRefused: true, text })
  const asAsked = (text: string) => ({ isRefused: false, text })
  if (!user) return refused(`Nobody here has the ${who.includes('@') ? 'email address' : '_id'} ${who}.`)
  const isWanted = command === 'grant'
  const isNow = user.has === 1
  if (user.done === 1) return asAsked(isWanted ? granted(user, who, role) : `${who} no longer has the role ${role}.`)
  if (isNow === isWanted)
    return asAsked(`${who} ${isWanted ? 'has' : 'does not have'} the role ${role}. Nothing to do.`)
  if (!isWanted) return refused(`${who} is the last ${role}. Make somebody else one first, or use --force.`)
  if (user.disabled_at !== null) return refused(`${who} is disabled. Enable them first.`)
  if (user.is_theirs !== 1 && !force)
    return refused(
      `${who} ${user.has_email === 1 ? `has not verified the email address: ${NOT_VERIFIED}` : 'is a guest: let them register first, or use --force.'}`,
    )
  return refused(`${who} has ${MAX_ROLES} roles. Revoke one first: ${JSON.parse(String(user.roles)).join(', ')}.`)
}

function granted(user: Row, who: string, role: string): string {
  const done = `${who} has the role ${role} now. Tokens say so from their next call on.`
  if (role !== ADMIN_ROLE) return done
  const factor =
    user.has_factor === 1
      ? 'They have a second factor or a passkey, and sign in with it.'
      : 'They have no second factor yet, and need one: an authenticator app or a passkey (docs/second-factor.md).'
  return `${done}\n${factor}\nThe console is at /admin of the service, where ADMIN = "on" in wrangler.toml.`
}
