/** Why a picture is not taken. */
export type RefusalReason =
  | 'not_a_picture' // the bytes are of none of the four formats
  | 'unsupported' // of one, but made in a way that is not read here
  | 'animated'
  | 'too_large' // more bytes than allowed
  | 'too_many_pixels' // more than allowed, or none
  | 'truncated' // it ends before its format says
  | 'malformed'

/** What `stripMetadata` fails with, whatever the bytes are. A source that fails passes its own error on. */
export class PictureRefused extends Error {
  override readonly name = 'PictureRefused'
  readonly reason: RefusalReason

  constructor(reason: RefusalReason) {
    super(`The picture is refused: ${reason}`)
    this.reason = reason
  }
}
