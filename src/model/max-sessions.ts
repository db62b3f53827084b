/** How many sessions an account may have: more than a person has devices. A sign-in ends the oldest ones beyond. */
export const MAX_SESSIONS = 100
