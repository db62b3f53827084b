import { Button, Code, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ownProfile } from '../api/own-profile.ts'
import { Front } from './Front.tsx'
import { openGate } from './gate.ts'
import classes from './RoleGate.module.css'
import { SignOutLink } from './SignOutLink.tsx'

/** This account is no admin: how it becomes one, which the console cannot do for it. */
export function RoleGate() {
  const queries = useQueryClient()
  const profile = useQuery(ownProfile)
  const tryAgain = () => {
    void queries.invalidateQueries()
    openGate()
  }
  return (
    <Front
      title="This account is no admin"
      description={`The console is for users with the role admin${profile.data?.email ? `, and ${profile.data.email} does not have it` : ''}.`}
    >
      <Text size="sm" component="div">
        Another admin can give it to you on your user’s page. For the first admin, whoever deploys the service runs:
        <Code block mt="xs" className={classes.command}>
          npm run admin -- grant {profile.data?.email ?? 'someone@example.com'} --remote
        </Code>
      </Text>
      <Button onClick={tryAgain}>Try again</Button>
      <SignOutLink>Sign in with another account</SignOutLink>
    </Front>
  )
}
