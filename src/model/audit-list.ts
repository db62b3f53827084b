/** How many records about a user are looked at for one page of what one operator did to them. */
export const AUDIT_SCANNED = 1_000
