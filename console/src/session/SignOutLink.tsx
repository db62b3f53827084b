import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import { signOut } from '../api/client.ts'

export function SignOutLink({ children = 'Sign out' }: { children?: ReactNode }) {
  return (
    <Anchor component="button" type="button" size="sm" onClick={() => void signOut()}>
      {children}
    </Anchor>
  )
}
