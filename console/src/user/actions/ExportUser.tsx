import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { admin } from '../../api/admin.ts'
import type { AdminUser } from '../../api/types.ts'
import { downloadJson } from '../../lib/download-json.ts'
import { say } from '../../lib/language.ts'
import { failureText } from '../../ui/failure-text.ts'
import { announce } from '../../ui/messages.ts'

/** Downloads all that the service has of a user, as JSON. That is in the audit record, too. */
export function ExportUser({ user }: { user: AdminUser }) {
  const download = useMutation({
    mutationFn: () => admin.exportUser(user._id),
    onSuccess: (data) => downloadJson(`user-${user._id}.json`, data),
    onError: (error) => announce(say('console.user.not_exported', { reason: failureText(error) })),
  })
  return (
    <Button size="xs" variant="default" loading={download.isPending} onClick={() => download.mutate()}>
      {say('console.user.export')}
    </Button>
  )
}
