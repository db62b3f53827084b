import { dictionary } from '@zxcvbn-ts/language-common'
import { Complaint } from './complaint.ts'
import type { Files } from './files.ts'

const FILE = 'src/domain/proofs/common-passwords.gen.ts'
const COUNT = 10_000
const LENGTH_MIN = 8 // shorter ones are refused anyway

/** The most common passwords that are long enough to be one here, most common first, as they are compared. */
export async function generate(files: Files): Promise<void> {
  const all = dictionary['passwords-common'].map((password) => password.normalize('NFKC').toLowerCase())
  const longEnough = [...new Set(all)].filter((password) => [...password].length >= LENGTH_MIN)
  if (longEnough.length < COUNT) throw new Complaint(`the list has ${longEnough.length} passwords that are long enough`)
  const list = longEnough.slice(0, COUNT).join('\n')
  if (/[`\\]|\$\{/.test(list)) throw new Complaint('a password of the list cannot be written as it is')
  files.write(
    FILE,
    `// Made of @zxcvbn-ts/language-common by npm run generate. Do not edit. Copyright (c) 2012-2016 Dan Wheeler and
// Dropbox, Inc., Copyright (c) 2021 @zxcvbn-ts; MIT License, whose text the built module has.

/** The ${COUNT.toLocaleString('en')} most common passwords of ${LENGTH_MIN} and more characters, in NFKC and lower case, one a line. */
export const COMMON_PASSWORDS = \`
${list}
\`
`,
  )
}
