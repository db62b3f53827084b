/** How many messages are looked at for one page of those to one endpoint, or about one user. */
export const DELIVERIES_SCANNED = 1_000
