import type { PasskeyRow } from '../../db/rows.ts'

/** A passkey as its owner sees it. */
export type ListedPasskey = Omit<PasskeyRow, 'transports'> & { transports: string[] }

/** A passkey as its owner sees it, of its row. */
export const listPasskey = ({ transports, ...row }: PasskeyRow): ListedPasskey => ({
  ...row,
  transports: JSON.parse(transports), // our own list
})
