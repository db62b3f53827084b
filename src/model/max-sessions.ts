/** How many sessions an account may have: more than a person has devices. A sign-in ends the oldest ones beyond. */
export const MAX_SESSIONS = 100

/** How many of them may owe a second factor: whoever has the first one alone must not end all of the others by signing in. */
export const MAX_OWING_SESSIONS = 10
