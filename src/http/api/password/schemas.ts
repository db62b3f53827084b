import * as v from 'valibot'
import { codeOrToken } from '../../fields/code-or-token.ts'
import { codeInput, emailInput, linkTokenInput, newPasswordInput, passwordInput } from '../../fields/credentials.ts'
import { deviceNameInput } from '../../fields/names.ts'
import { component } from '../../openapi/component.ts'

export const passwordChange = component(
  'PasswordChange',
  v.object({ currentPassword: passwordInput, newPassword: newPasswordInput }),
)

export const resetRequest = component('ResetRequest', v.object({ email: emailInput }))

const reset = { password: newPasswordInput, deviceName: deviceNameInput }

export const passwordReset = codeOrToken(
  'PasswordReset',
  component('PasswordResetByCode', v.object({ email: emailInput, code: codeInput, ...reset })),
  component('PasswordResetByLink', v.object({ email: emailInput, token: linkTokenInput, ...reset })),
)
