import { openMailbox } from '../../support/mailbox.ts'
import { signUp } from '../support/face.ts'
import type { CallRecord } from '../support/record.ts'
import { asService, WITH_SERVICE_KEYS } from '../support/service-token.ts'

const { EMAIL } = openMailbox()

export const adminLinks: CallRecord[] = [
  {
    sdk: 'auth.admin.inviteUserByEmail',
    wire: 'POST /invite',
    settings: { ...WITH_SERVICE_KEYS, EMAIL },
    arrange: async () => {
      const email = `robin-${crypto.randomUUID()}@example.com`
      return (by) => by('/invite', { body: { email }, ...asService() })
    },
    roundTrips: 4, // whether somebody has it, the user, for whom a link may be made, the code
  },
  {
    sdk: 'auth.admin.generateLink',
    wire: 'POST /admin/generate_link',
    settings: WITH_SERVICE_KEYS,
    arrange: async (face) => {
      const { email } = await signUp(face)
      return (by) => by('/admin/generate_link', { body: { type: 'magiclink', email }, ...asService() })
    },
    roundTrips: 3,
  },
]
