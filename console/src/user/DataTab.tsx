import { Stack } from '@mantine/core'
import type { AdminUser } from '../api/types.ts'
import { say } from '../lib/language.ts'
import { MetadataEditor } from './MetadataEditor.tsx'

/** The two objects that belong to a user: one that admins write, and one that the user does. */
export function DataTab({ user }: { user: AdminUser }) {
  return (
    <Stack gap="md">
      <MetadataEditor
        key={`app ${JSON.stringify(user.appMetadata)}`}
        userId={user._id}
        field="appMetadata"
        title={say('console.user.app_metadata')}
        description={say('console.user.app_metadata_help')}
        done={say('console.user.app_metadata_saved')}
        value={user.appMetadata}
      />
      <MetadataEditor
        key={`own ${JSON.stringify(user.metadata)}`}
        userId={user._id}
        field="metadata"
        title={say('console.user.own_metadata')}
        description={say('console.user.own_metadata_help')}
        done={say('console.user.own_metadata_saved')}
        value={user.metadata}
      />
    </Stack>
  )
}
