import * as v from 'valibot'
import { codeInput, emailInput, newPasswordInput, passwordInput } from '../../fields/credentials.ts'
import { deviceNameInput } from '../../fields/names.ts'
import { component } from '../../openapi/component.ts'

export const passwordChange = component(
  'PasswordChange',
  v.object({ currentPassword: passwordInput, newPassword: newPasswordInput }),
)

export const resetRequest = component('ResetRequest', v.object({ email: emailInput }))

export const passwordReset = component(
  'PasswordReset',
  v.object({ email: emailInput, code: codeInput, password: newPasswordInput, deviceName: deviceNameInput }),
)
