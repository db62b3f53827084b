/** Why a document does not become a user, as the report says it. */
export const REASONS = {
  not_json: 'It is no JSON object.',
  not_utf8: 'It is not UTF-8.',
  too_large: 'It has more than 16 MiB.',
  cut_off: 'The file ends, or the next document begins, before it is complete.',
  bad_id: 'Its id cannot be part of a URL path as it is.',
  bad_email: 'It has no email address that could log in here.',
  bad_name: 'It has no name that is allowed here.',
  bad_time: 'A time of it cannot be read.',
  unknown_hash: 'Its password is stored in a form that cannot be compared here.',
  costly_hash: 'Comparing its password would take more work than is allowed here.',
  duplicate_email: 'Another user has the same email address.',
  duplicate_id: 'Another user has the same id.',
  anonymous: 'It is an anonymous user: there is no way to sign in as one here.',
  phone_only: 'It has a phone number and no email address: there is no way to sign in with one here.',
  deleted: 'It is marked as deleted.',
} as const

export type Reason = keyof typeof REASONS

/** A document that is not imported. Its message is a whole sentence. */
export class Reject extends Error {
  override readonly name = 'Reject'
  readonly reason: Reason
  /** The user's id, if it could be read. */
  _id?: string

  constructor(reason: Reason, detail?: string) {
    super(detail ? `${REASONS[reason].slice(0, -1)}: ${detail}.` : REASONS[reason])
    this.reason = reason
  }
}
