/**
 * The one list of nouns, each with what it is about. A noun names a tag of the OpenAPI document, and in lower case the
 * folder of its routes, its operations and its tests.
 */
export const NOUNS = {
  'Sign-in': 'Register, and log in with a password, a code from an email, Apple, Google or another provider',
  Guests: 'Begin without an email address, and become a user later',
  Sessions: 'Stay logged in on each device, and log out',
  Profile: 'Read and change what users say about themselves',
  Password: 'Change a password, or reset one that was forgotten',
  Email: 'Verify an email address, or move the account to another',
  Identities: 'Link accounts at Apple, Google and other providers to an account',
  Factors: 'Demand an authenticator app beside the first way in, and recovery codes',
  Passkeys: 'Log in with a fingerprint, a face or a PIN, and no password',
  Account: 'See what was done with an account, take its data along, or delete it',
  Service: 'Keys, discovery and health, for machines',
} as const

/** The tag of all that operators call. */
export const ADMIN_TAG = 'Admin'

/** The nouns of the admin API, which name folders, too. */
export const ADMIN_NOUNS = {
  Users: 'Find, create, change, disable and delete users',
  Audit: 'See what operators did',
  Webhooks: 'See what webhooks have not taken, and send it again',
  Overview: 'Figures, settings and health of the service',
} as const

export type Noun = keyof typeof NOUNS | typeof ADMIN_TAG

/** The name of a noun's folders. */
export const folderOf = (noun: string): string => noun.toLowerCase()
