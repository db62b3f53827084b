let email = ''

/** The email address of the last sign-in in this page, in memory: who signs in again need not type it again. */
export const lastEmail = {
  get: (): string => email,
  set(next: string): void {
    email = next
  },
}
