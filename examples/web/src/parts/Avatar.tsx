import type { OwnProfile } from 'latchkey/client'

/** The picture, or the first letter of the name. It says nothing that the name beside it does not. */
export const Avatar = ({ user: { avatarUrl, name } }: { user: OwnProfile }) =>
  avatarUrl ? (
    <img className="avatar" src={avatarUrl} alt="" width="72" height="72" referrerPolicy="no-referrer" />
  ) : (
    <span className="avatar" aria-hidden="true">
      {[...name][0]?.toUpperCase()}
    </span>
  )
