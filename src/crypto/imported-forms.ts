/** The forms of hashes that other backends stored: a format and its cost, as a hash begins up to its salt. */
export const IMPORTED_FORM =
  /^\$2b\$\d\d\$$|^\$scrypt\$ln=\d{1,2},r=\d{1,4},p=\d{1,4}\$$|^\$fbscrypt\$v=1,n=\d{1,2},r=\d{1,4},p=1(,ss=[+/=\w]+)?\$$/

/** The form of an imported hash. bcrypt's names for itself are one: they take the same work. */
export function formOf(stored: string): string {
  const [form = ''] = /^\$2[aby]\$\d\d\$|^\$\w+\$[^$]+\$/.exec(stored) ?? []
  return form.replace(/^\$2[ay]\$/, '$2b$')
}

/** A hash in a form, of nobody's password: a comparison with it takes the work of one with a user's. */
export const decoyOf = (form: string): string =>
  form.startsWith('$2b$') ? form + '.'.repeat(53) : `${form}${'A'.repeat(22)}$${'A'.repeat(86)}`
