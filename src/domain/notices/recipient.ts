/** To whom a mail goes, and the locale that they chose, if they did and it is known. */
export interface Recipient {
  email: string
  locale?: string | null | undefined
}
