import { type Deviation, type Passkey, signWith } from './authenticator.ts'
import { type EnrolledPerson, newEnrolledPerson } from './enrolled.ts'
import { addPasskey } from './passkeys.ts'

/** What a login with the password alone asks for: the options are for a passkey. */
interface Asked {
  challenge: string
  options: any
}

/** Somebody with an authenticator app and a passkey. */
export interface PersonWithPasskey extends EnrolledPerson {
  passkey: Passkey
  asked(): Promise<Asked>
  /** The same, and what the passkey answers. */
  signed(deviation?: Deviation): Promise<{ challenge: string; credential: Awaited<ReturnType<typeof signWith>> }>
}

export async function newPersonWithPasskey(settings: Record<string, unknown> = {}): Promise<PersonWithPasskey> {
  const person = await newEnrolledPerson(settings)
  const passkey = await addPasskey(person.token, person.service)
  const asked = async () => readAsked((await person.login()).body)
  return {
    ...person,
    passkey,
    asked,
    signed: async (deviation) => {
      const { challenge, options } = await asked()
      return { challenge, credential: await signWith(passkey, options, deviation) }
    },
  }
}

/** Reads the passkey's options of what asks for a second factor. */
export const readAsked = ({ challenge, factors }: { challenge: string; factors: any[] }): Asked => ({
  challenge,
  options: factors.find(({ type }) => type === 'passkey')?.options,
})
