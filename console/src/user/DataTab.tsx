import { Stack } from '@mantine/core'
import type { AdminUser } from '../api/types.ts'
import { MetadataEditor } from './MetadataEditor.tsx'

/** The two objects that belong to a user: one that admins write, and one that the user does. */
export function DataTab({ user }: { user: AdminUser }) {
  return (
    <Stack gap="md">
      <MetadataEditor
        key={`app ${JSON.stringify(user.appMetadata)}`}
        userId={user._id}
        field="appMetadata"
        title="Metadata of the app"
        description="Only admins write it; the user reads it."
        value={user.appMetadata}
      />
      <MetadataEditor
        key={`own ${JSON.stringify(user.metadata)}`}
        userId={user._id}
        field="metadata"
        title="Metadata of the user"
        description="The user writes it, through the app."
        value={user.metadata}
      />
    </Stack>
  )
}
