/** Who is about to be signed in, as far as a call knows before its batch. */
export interface ExpectedUser {
  userId: string
  /** Whether the call makes them. */
  isNew?: boolean
  /** Whether a second factor will be asked for, if that was read already. */
  hasFactor?: boolean
}
