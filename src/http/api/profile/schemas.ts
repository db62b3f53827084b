import * as v from 'valibot'
import { present } from '../../present.ts'
import { fillable, publicReturnable, returnable } from './fields.ts'

export const ownProfile = v.pipe(v.strictObject(returnable), v.metadata({ ref: 'OwnProfile' }))
export const publicProfile = v.pipe(v.strictObject(publicReturnable), v.metadata({ ref: 'PublicProfile' }))

/** What `PUT /users/profile` takes: any of the fillable fields. */
export const profileChanges = v.pipe(v.object(fillable), v.metadata({ ref: 'ProfileChanges' }))

export type OwnProfile = v.InferInput<typeof ownProfile>
export type PublicProfile = v.InferInput<typeof publicProfile>
export type ProfileChanges = v.InferOutput<typeof profileChanges>

export const ownProfileKeys = v.keyof(v.strictObject(returnable)).options
export const publicProfileKeys = v.keyof(v.strictObject(publicReturnable)).options

/** What the owner sees of a row. */
export const presentOwnProfile = (row: OwnProfile) => present(row, ownProfileKeys)

/** What anyone sees of a row. */
export const presentPublicProfile = (row: PublicProfile) => present(row, publicProfileKeys)
