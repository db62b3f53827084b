import * as v from 'valibot'
import { emailInput } from '../../src/http/fields/credentials.ts'
import { isObject, timeOfObjectId, toId, toObjectId, toTime } from './extended-json.ts'
import type { FormatOptions } from './from/format.ts'
import type { Reading } from './reading.ts'
import { Reject } from './reject.ts'

const MAX_ID = 128

/** What must be a document's own: as far as it can be read, whether or not the document becomes a user. */
export function readKeys(text: string, { format, formatOptions = NO_OPTIONS }: KeysReading): Keys {
  try {
    const { document } = format(parse(text), formatOptions)
    const email = v.safeParse(emailInput, document.email)
    const { _id, issuedAt } = readId(document._id)
    const times = isObject(document.timestamps) ? document.timestamps : document
    const createdAt = toTime(times.createdAt) ?? issuedAt
    return { ...(email.success && { email: email.output }), _id, createdAt }
  } catch {
    return {} // it is rejected, and why is said when it is its turn
  }
}

/** The id of a document, as it is stored. Throws `Reject` if it cannot be read. */
export function readDocumentId(text: string, { format, formatOptions }: Reading): string {
  return readId(format(parse(text), formatOptions).document._id)._id
}

/** The same of a line of Latchkey's own export. */
export const keysOfExport = (text: string): Keys => readKeys(text, { format: (document) => ({ document }) })

export interface Keys {
  email?: string
  _id?: string
  createdAt?: number
}

type KeysReading = Pick<Reading, 'format'> & Partial<Pick<Reading, 'formatOptions'>>
const NO_OPTIONS: FormatOptions = { rounds: '', memCost: '', saltSeparator: '' }

export interface Id {
  _id: string
  /** In milliseconds. */
  issuedAt: number
}

export function readId(value: unknown): Id {
  const objectId = toObjectId(value)
  if (objectId) return { _id: objectId, issuedAt: timeOfObjectId(objectId) }
  const id = toId(value)
  if (!id || id.length > MAX_ID || !/^(?!\.{1,2}$)[\w.~-]+$/.test(id)) throw new Reject('bad_id')
  return { _id: id, issuedAt: 0 } // unknown: the same in each run
}

export function parse(text: string): Record<string, unknown> {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    throw new Reject('not_json') // the parser's message quotes the document
  }
  if (!isObject(document)) throw new Reject('not_json')
  return document
}
