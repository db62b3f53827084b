import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { say } from '../../lib/language.ts'
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
    <Front title={say('console.session.enrol')} description={say('console.session.enrol_why')}>
      <Stack gap="sm">
        {pageData.hasFactors && <Button onClick={() => setWithApp(true)}>{say('console.session.add_app')}</Button>}
        {pageData.hasPasskeys && <EnrolPasskey />}
        {!pageData.hasFactors && !pageData.hasPasskeys && <Text size="sm">{say('console.session.enrol_none')}</Text>}
        <SignOutLink />
      </Stack>
    </Front>
  )
}
