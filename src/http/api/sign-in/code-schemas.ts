import * as v from 'valibot'
import { codeOrToken } from '../../fields/code-or-token.ts'
import { codeInput, emailInput, linkTokenInput } from '../../fields/credentials.ts'
import { deviceLocaleInput } from '../../fields/locale.ts'
import { deviceNameInput, nameInput } from '../../fields/names.ts'
import { optional } from '../../fields/optional.ts'
import { component } from '../../openapi/component.ts'
import { guestToken } from './schemas.ts'

const mailLocale = optional(
  v.pipe(
    deviceLocaleInput,
    v.metadata({ description: 'The language of the email, unless the user of the address has a `locale`' }),
  ),
)

export const loginCodeRequest = component('LoginCodeRequest', v.object({ email: emailInput, locale: mailLocale }))

const newName = optional(v.pipe(nameInput, v.metadata({ description: 'Of a user who is made by this' })))

const login = { name: newName, deviceName: deviceNameInput, guestToken }

export const codeLogin = codeOrToken(
  'CodeLogin',
  component('LoginByCode', v.object({ email: emailInput, code: codeInput, ...login })),
  component('LoginByLink', v.object({ email: emailInput, token: linkTokenInput, ...login })),
)
