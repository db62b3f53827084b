import * as v from 'valibot'
import { FACTOR_TYPES } from '../../../model/factor-types.ts'
import { codeInput, tokenInput } from '../../fields/credentials.ts'
import { deviceNameInput, nameInput } from '../../fields/names.ts'
import { isGiven, optional } from '../../fields/optional.ts'
import { idOutput, textOutput, timeOutput, tokenOutput } from '../../fields/outputs.ts'
import { idInput, longest, shortest, text } from '../../fields/text.ts'
import { component } from '../../openapi/component.ts'
import { presenter } from '../../present.ts'
import { credentialInput } from '../passkeys/credential-input.ts'
import { authentication, descriptor, exactly, timeout } from '../passkeys/members.ts'
import { tokenPair } from '../sessions/schemas.ts'

export const newTotpFactor = component('NewTotpFactor', v.object({ name: optional(nameInput) }))

const BASE32_EXAMPLE = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

export const begunFactor = component(
  'BegunFactor',
  v.strictObject({
    factorId: idOutput,
    secret: textOutput(BASE32_EXAMPLE),
    uri: textOutput(
      `otpauth://totp/Latchkey:syamlal%40example.com?secret=${BASE32_EXAMPLE}&issuer=Latchkey&algorithm=SHA1&digits=6&period=30`,
    ),
    qrSvg: v.pipe(
      v.string(),
      v.description('The same as a QR code, for a second device to scan'),
      v.metadata({ examples: ['<svg xmlns="http://www.w3.org/2000/svg">...</svg>'] }),
    ),
  }),
)

export const factorConfirmation = component(
  'FactorConfirmation',
  v.object({
    factorId: v.pipe(idInput, v.metadata({ examples: ['3q2-7wAAECAwQFBgcICQoL'] })),
    code: codeInput,
  }),
)

const RECOVERY_CODE_EXAMPLE = '7K3M-0ZQF-92HX-B4TN'

const recoveryCodeList = v.array(textOutput(RECOVERY_CODE_EXAMPLE))

export const confirmedFactor = component(
  'ConfirmedFactor',
  v.strictObject({
    recoveryCodes: v.pipe(recoveryCodeList, v.description('Ten with the first factor, none with others')),
    ...tokenPair.entries,
  }),
)

export const recoveryCodes = component('RecoveryCodes', v.strictObject({ recoveryCodes: recoveryCodeList }))

const type = component('FactorType', v.picklist(FACTOR_TYPES))

export const factorItem = component(
  'FactorItem',
  v.strictObject({
    _id: idOutput,
    type,
    name: textOutput('Authenticator app'),
    createdAt: timeOutput,
    confirmedAt: v.nullable(timeOutput),
    lastUsedAt: v.nullable(timeOutput),
  }),
)

const recoveryCodesLeft = v.pipe(v.number(), v.integer(), v.metadata({ examples: [10] }))

export const factorList = component('FactorList', v.strictObject({ factors: v.array(factorItem), recoveryCodesLeft }))

/** `PublicKeyCredentialRequestOptionsJSON` of WebAuthn L3 §5.1.9, for passkeys of the user. */
const passkeyOptions = component(
  'PasskeyFactorOptions',
  v.strictObject({
    challenge: textOutput('3q2-7wAAECAwQFBgcICQoL'),
    rpId: textOutput('example.com'),
    timeout,
    allowCredentials: v.array(descriptor),
    userVerification: exactly('preferred'),
  }),
)

const possibleApp = component(
  'PossibleApp',
  v.strictObject({ factorId: idOutput, type, name: textOutput('Authenticator app') }),
)

/** Any of the user's passkeys: they have one entry. */
const possiblePasskey = component(
  'PossiblePasskey',
  v.strictObject({ type: exactly('passkey'), options: passkeyOptions }),
)

const possibleFactor = component('PossibleFactor', v.union([possibleApp, possiblePasskey]))

const challenge = { challenge: tokenOutput, expiresAt: timeOutput, recoveryCodesLeft }

export const factorChallenge = component(
  'FactorChallenge',
  v.strictObject({ ...challenge, factors: v.array(possibleFactor) }),
)

const RECOVERY_CODE_MAX = 100 // far above the 19 characters that it has

const recoveryCodeInput = v.pipe(
  text,
  shortest(1),
  longest(RECOVERY_CODE_MAX),
  v.metadata({ examples: [RECOVERY_CODE_EXAMPLE], minLength: 1, maxLength: RECOVERY_CODE_MAX }),
)

const answer = { challenge: tokenInput, deviceName: deviceNameInput }
const answerByCode = component('SecondFactorByCode', v.object({ ...answer, code: codeInput }))
const answerByRecoveryCode = component(
  'SecondFactorByRecoveryCode',
  v.object({ ...answer, recoveryCode: recoveryCodeInput }),
)

const answerByPasskey = component(
  'SecondFactorByPasskey',
  v.object({ ...answer, credential: credentialInput(authentication) }),
)

/** A union would say that none fits, and not what is wrong with the one that was meant. */
export const secondFactor = component('SecondFactor', {
  ...v.union([answerByCode, answerByRecoveryCode, answerByPasskey]),
  '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
    meantBy(dataset.value)['~run'](dataset, config),
})

function meantBy(body: unknown) {
  const { recoveryCode, credential }: { recoveryCode?: unknown; credential?: unknown } = Object(body)
  if (isGiven(credential)) return answerByPasskey
  return isGiven(recoveryCode) ? answerByRecoveryCode : answerByCode
}

export const presentBegunFactor = presenter(begunFactor)
export const presentConfirmedFactor = presenter(confirmedFactor)
export const presentFactorList = presenter(factorList)

const presentChallenge = presenter(v.strictObject(challenge))
const presentApp = presenter(possibleApp)
const presentPasskey = presenter(possiblePasskey)

export const presentFactorChallenge = ({ factors, ...found }: v.InferInput<typeof factorChallenge>) => ({
  ...presentChallenge(found),
  factors: factors.map((each) => (each.type === 'passkey' ? presentPasskey(each) : presentApp(each))),
})
