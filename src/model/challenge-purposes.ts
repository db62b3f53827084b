/** What a challenge is for: whoever answers one for another purpose has answered nothing. */
export const CHALLENGE_PURPOSES = ['second_factor', 'add_passkey', 'passkey_login'] as const
export type ChallengePurpose = (typeof CHALLENGE_PURPOSES)[number]
