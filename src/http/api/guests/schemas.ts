import * as v from 'valibot'
import { emailInput, newPasswordInput } from '../../fields/credentials.ts'
import { deviceNameInput, nameInput } from '../../fields/names.ts'
import { optional } from '../../fields/optional.ts'
import { component } from '../../openapi/component.ts'

export const newGuest = component('NewGuest', v.object({ name: optional(nameInput), deviceName: deviceNameInput }))

/** What makes a guest a user. */
export const guestUpgrade = component(
  'GuestUpgrade',
  v.object({ email: emailInput, password: newPasswordInput, name: optional(nameInput) }),
)
