import type { ListedPasskey } from '../domain/passkeys/list-passkey.ts'
import { SupabaseError } from './errors.ts'
import { derivedUuid } from './ids.ts'

const idOf = ({ _id }: { _id: string }): Promise<string> => derivedUuid(_id, 'passkey')

/** A passkey as every answer has it. */
export const presentPasskey = async (passkey: ListedPasskey) => ({
  id: await idOf(passkey),
  friendly_name: passkey.name,
  created_at: passkey.createdAt.toISOString(),
  ...(passkey.lastUsedAt && { last_used_at: passkey.lastUsedAt.toISOString() }),
})

/** Our id of the one of these passkeys that has a UUID. Throws `webauthn_credential_not_found`. */
export async function findPasskey(passkeys: readonly ListedPasskey[], uuid: string | undefined): Promise<string> {
  const ids = await Promise.all(passkeys.map(idOf))
  const found = passkeys[ids.indexOf(uuid?.toLowerCase() ?? '')]
  if (!found) throw new SupabaseError('webauthn_credential_not_found')
  return found._id
}
