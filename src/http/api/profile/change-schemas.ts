import * as v from 'valibot'
import { metadataInput } from '../../fields/json-object.ts'
import { component } from '../../openapi/component.ts'
import { fillable } from './fields.ts'

/** What `PUT /users/profile` takes: any of the fillable fields, and the metadata. */
export const profileChanges = component(
  'ProfileChanges',
  v.object({ ...fillable, metadata: v.exactOptional(v.nullable(metadataInput)) }),
)
