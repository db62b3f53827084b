import * as v from 'valibot'
import { deviceNameInput } from '../../fields/names.ts'
import { component } from '../../openapi/component.ts'
import { identityProof } from '../identities/schemas.ts'
import { guestToken } from './schemas.ts'

export const providerLogin = component(
  'ProviderLogin',
  v.object({ ...identityProof.entries, deviceName: deviceNameInput, guestToken }),
)
