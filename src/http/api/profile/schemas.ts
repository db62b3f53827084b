import * as v from 'valibot'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'
import { publicReturnable, returnable } from './fields.ts'

/** What the owner sees. */
export const ownProfile = component('OwnProfile', v.strictObject(returnable))

/** What anyone sees. */
export const publicProfile = component('PublicProfile', v.strictObject(publicReturnable))

export const presentOwnProfile = presenter(ownProfile)
export const presentPublicProfile = presenter(publicProfile)
