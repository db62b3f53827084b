import { pbkdf2Sync, timingSafeEqual } from 'node:crypto'

const FORM = /^\$pbkdf2-chain-sha256\$i=(\d{1,7}),n=([1-9]\d{0,3})\$([\w-]+)\$([\w-]{43})$/

/** Whether this is the password of a stored hash. Throws for a hash in another form. */
export function verifyPassword(password, stored) {
  const match = FORM.exec(stored)
  if (!match) throw new Error('not a hash of this form')
  const [, iterations, slices, salt, hash] = match
  const key = Buffer.from(password.normalize('NFKC'), 'utf8')
  let output = Buffer.from(salt, 'base64url')
  for (let slice = 0; slice < Number(slices); slice++)
    output = pbkdf2Sync(key, output, Number(iterations), 32, 'sha256')
  return timingSafeEqual(output, Buffer.from(hash, 'base64url'))
}
