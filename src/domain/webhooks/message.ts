import type { Outcome } from '../../outbound/post-webhook.ts'

/** A message that was claimed, to one endpoint. */
export interface Message {
  _id: string
  userId: string
  type: string
  /** JSON. */
  data: string
  createdAt: Date
  /** This one included. */
  attempts: number
}

/** Sends messages to an endpoint, and says of each what became of it, in their order. Never rejects. */
export type Sender = (messages: readonly Message[]) => Promise<Outcome[]>

/** What a webhook is sent: of the same bytes however often, since receivers may compare them. */
export const bodyOf = ({ type, createdAt, data }: Message): string =>
  `{"type":${JSON.stringify(type)},"timestamp":"${createdAt.toISOString()}","data":${data}}`
