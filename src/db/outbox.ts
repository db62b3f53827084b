import { newId } from '../lib/id.ts'
import type { EventMessage, MessageType } from '../model/messages.ts'
import type { Outbox } from './database.ts'
import { addEventMessages, addProfileUpdate } from './statements/outbox.gen.ts'

/** Who is told, and of what. */
interface Audience {
  endpoints: readonly string[]
  types: readonly MessageType[]
  messages: readonly EventMessage[]
}

/** Opens the outbox of one request. `send` is called once, as soon as a batch has added a message. */
export function openOutbox({ endpoints, types, messages }: Audience, send: () => void): Outbox {
  let isSending = false
  const endpointsFor = (type: MessageType) => (types.includes(type) ? endpoints : undefined)
  return {
    addMessagesOf: (recorded) => addEventMessages({ recorded, messages, endpoints }),
    addProfileUpdate(update) {
      const told = endpointsFor('user.updated')
      return told && addProfileUpdate({ ...update, messageId: newId(), endpoints: told })
    },
    endpointsFor,
    sendSoon() {
      if (isSending) return
      isSending = true
      send()
    },
  }
}
