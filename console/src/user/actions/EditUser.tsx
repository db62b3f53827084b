import { Button } from '@mantine/core'
import { useState } from 'react'
import type { AdminUser } from '../../api/types.ts'
import { say } from '../../lib/language.ts'
import { EditForm } from './EditForm.tsx'

export function EditUser({ user }: { user: AdminUser }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button size="xs" variant="default" aria-haspopup="dialog" onClick={() => setIsOpen(true)}>
        {say('console.user.edit')}
      </Button>
      {isOpen && <EditForm user={user} onClose={() => setIsOpen(false)} />}
    </>
  )
}
