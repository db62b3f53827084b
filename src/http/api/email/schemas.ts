import * as v from 'valibot'
import { CODE_LIFETIME_SECONDS } from '../../../model/code-lifetime.ts'
import { codeOrToken } from '../../fields/code-or-token.ts'
import { codeInput, emailInput, linkTokenInput, passwordInput } from '../../fields/credentials.ts'
import { idInput } from '../../fields/text.ts'
import { component } from '../../openapi/component.ts'

export const emailConfirmation = codeOrToken(
  'EmailConfirmation',
  component('EmailConfirmationByCode', v.object({ code: codeInput })),
  component('EmailConfirmationByLink', v.object({ token: linkTokenInput })),
)

/** The same by a link, in a browser that has no access token: it names the user. */
export const emailConfirmationByLink = v.object({ user: idInput, token: linkTokenInput })

export const emailChange = component('EmailChange', v.object({ email: emailInput, password: passwordInput }))

/** The response to a call that sends a code by email: in how many seconds it expires. */
export const codeSent = component(
  'CodeSent',
  v.strictObject({ expiresIn: v.pipe(v.number(), v.integer(), v.metadata({ examples: [CODE_LIFETIME_SECONDS] })) }),
)

export const presentCodeSent = () => ({ expiresIn: CODE_LIFETIME_SECONDS })
