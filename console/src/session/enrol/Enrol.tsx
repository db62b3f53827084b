import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { pageData } from '../../lib/page-data.ts'
import { Front } from '../Front.tsx'
import { SignOutLink } from '../SignOutLink.tsx'
import { EnrolApp } from './EnrolApp.tsx'
import { EnrolPasskey } from './EnrolPasskey.tsx'

/** An admin without a second factor adds one right here. */
export function Enrol() {
  const [withApp, setWithApp] = useState(false)
  if (withApp) return <EnrolApp onBack={() => setWithApp(false)} />
  return (
    <Front
      title="Add a second factor first"
      description="Admins see and change everybody’s data. So a password alone does not let them in."
    >
      <Stack gap="sm">
        {pageData.hasFactors && <Button onClick={() => setWithApp(true)}>Add an authenticator app</Button>}
        {pageData.hasPasskeys && <EnrolPasskey />}
        {!pageData.hasFactors && !pageData.hasPasskeys && (
          <Text size="sm">
            This service takes none yet. Whoever deploys it sets FACTORS or PASSKEYS to on, in wrangler.toml.
          </Text>
        )}
        <SignOutLink />
      </Stack>
    </Front>
  )
}
