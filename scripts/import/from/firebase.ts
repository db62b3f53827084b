import { Reject } from '../reject.ts'
import { type Document, type FormatOptions, nameOf, objectOf, type Read, rowsOf, toIdentity } from './format.ts'

/**
 * A user of `firebase auth:export users.json --format=json`
 * (https://firebase.google.com/docs/cli/auth#auth-export): hashes are in Firebase's own scrypt.
 */
export function fromFirebase(document: Document, options: FormatOptions): Read {
  const { localId, email, displayName, photoUrl, passwordHash, salt, phoneNumber, providerUserInfo, ...others } =
    document
  const { lastSignedInAt: _, validSince: __, customAttributes, ...further } = others // such as emailVerified, disabled, createdAt
  const providers = rowsOf(providerUserInfo, 'providerUserInfo')
  if (!email) throw rejectOf(document, phoneNumber ? 'phone_only' : providers.length > 0 ? undefined : 'anonymous')
  return {
    document: {
      ...further,
      ...(phoneNumber ? { phoneNumber } : {}), // the report names it
      _id: localId,
      email,
      name: nameOf([displayName, ...providers.map((one) => one.displayName)], email),
      avatarUrl: photoUrl,
      password: passwordHash ? toHash(passwordHash, salt, options) : null,
    },
    identities: providers.flatMap((one) => toIdentity(one.providerId, one.rawId, one.email) ?? []),
    appMetadata: objectOf(customAttributes, 'customAttributes'),
  }
}

function rejectOf({ localId }: Document, reason: 'phone_only' | 'anonymous' | undefined): Reject {
  const reject = reason ? new Reject(reason) : new Reject('bad_email', 'there is none')
  if (typeof localId === 'string') reject._id = localId
  return reject
}

/** The CLI writes base64 in the alphabet of URLs. */
function toHash(hash: unknown, salt: unknown, { rounds, memCost, saltSeparator }: FormatOptions): string {
  const standard = (text: unknown) =>
    String(text ?? '')
      .replaceAll('_', '/')
      .replaceAll('-', '+')
  return `$fbscrypt$v=1,n=${memCost},r=${rounds},p=1,ss=${standard(saltSeparator)}$${standard(salt)}$${standard(hash)}`
}
