import { Button, Code, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ownProfile } from '../api/own-profile.ts'
import { say } from '../lib/language.ts'
import { Front } from './Front.tsx'
import { openGate } from './gate.ts'
import classes from './RoleGate.module.css'
import { SignOutLink } from './SignOutLink.tsx'

/** This account is no admin: how it becomes one, which the console cannot do for it. */
export function RoleGate() {
  const queries = useQueryClient()
  const email = useQuery(ownProfile).data?.email
  const tryAgain = () => {
    void queries.invalidateQueries()
    openGate()
  }
  return (
    <Front
      title={say('console.session.no_admin')}
      description={email ? say('console.session.no_admin_why_email', { email }) : say('console.session.no_admin_why')}
    >
      <Text size="sm" component="div">
        {say('console.session.become_admin')}
        <Code block mt="xs" className={classes.command}>
          npm run admin -- grant {email ?? 'someone@example.com'} --remote
        </Code>
      </Text>
      <Button onClick={tryAgain}>{say('console.ui.try_again')}</Button>
      <SignOutLink>{say('console.session.other_account')}</SignOutLink>
    </Front>
  )
}
