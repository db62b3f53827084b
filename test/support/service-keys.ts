import { newServiceKey } from '../../scripts/support/new-service-key.ts'

/** A key that may read, one that may also write, and one that no setting names. */
export const readKey = await newServiceKey('reader')
export const writeKey = await newServiceKey('writer', 'read+write')
export const foreignKey = await newServiceKey('reader')

/** The settings of a service that knows the first two. */
export const WITH_KEYS = { SERVICE_KEYS: `${readKey.entry},${writeKey.entry}` }

/** A service key as a program sends it. */
export const withKey = (key: string) => ({ headers: { authorization: `Bearer ${key}` } })
