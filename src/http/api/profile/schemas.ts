import * as v from 'valibot'
import { metadataInput } from '../../fields/json-object.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'
import { fillable, publicReturnable, returnable } from './fields.ts'

/** What the owner sees. */
export const ownProfile = component('OwnProfile', v.strictObject(returnable))

/** What anyone sees. */
export const publicProfile = component('PublicProfile', v.strictObject(publicReturnable))

/** What `PUT /users/profile` takes: any of the fillable fields, and the metadata. */
export const profileChanges = component(
  'ProfileChanges',
  v.object({ ...fillable, metadata: v.exactOptional(v.nullable(metadataInput)) }),
)

export const presentOwnProfile = presenter(ownProfile)
export const presentPublicProfile = presenter(publicProfile)
