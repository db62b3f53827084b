import type { OwnProfile, UploadProgress } from 'latchkey/client'
import { useUser } from 'latchkey/react'
import { type ChangeEvent, useId, useState } from 'react'
import { useAction } from '../lib/use-action.ts'
import { ActionButton } from './ActionButton.tsx'
import { Avatar } from './Avatar.tsx'
import { Failure } from './Failure.tsx'

/** The user's picture, which is uploaded as soon as it is chosen. */
export function Picture({ user }: { user: OwnProfile }) {
  const { client } = useUser()
  const id = useId()
  const [progress, setProgress] = useState<UploadProgress>()
  const { run, isPending, error } = useAction((file: File) =>
    client.setAvatar(file, { onProgress: setProgress }).finally(() => setProgress(undefined)),
  )

  function onChange({ currentTarget }: ChangeEvent<HTMLInputElement>) {
    const [file] = currentTarget.files ?? []
    if (file) run(file)
    currentTarget.value = '' // the same one may be chosen again
  }

  return (
    <div className="field">
      <Avatar user={user} />
      <label htmlFor={id}>
        Picture <small>optional</small>
      </label>
      <input
        id={id}
        type="file"
        accept="image/jpeg,image/png,image/webp" // a phone makes JPEG of what it has else
        aria-describedby={`${id}-said`}
        disabled={isPending}
        onChange={onChange}
      />
      <small id={`${id}-said`}>JPEG, PNG or WebP, of at most 8 MiB.</small>
      {progress && <progress aria-label="Upload" value={progress.sent} max={progress.total} />}
      <Failure error={error} />
      {user.avatarUrl && <ActionButton action={() => client.removeAvatar()}>Remove the picture</ActionButton>}
    </div>
  )
}
