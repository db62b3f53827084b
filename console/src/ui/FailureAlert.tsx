import { Alert, Button, Text } from '@mantine/core'
import { say } from '../lib/language.ts'
import { failureDetails, failureText } from './failure-text.ts'

interface Props {
  error: unknown
  title?: string
  onRetry?: () => void
}

/** Says why a call failed, and offers to try again. Shows nothing without an error. */
export function FailureAlert({ error, title = say('console.ui.failed'), onRetry }: Props) {
  if (!error) return null
  return (
    <Alert color="red" title={title} variant="light">
      <Text size="sm">{failureText(error)}</Text>
      {failureDetails(error) && (
        <Text size="xs" c="dimmed" mt={4}>
          {failureDetails(error)}
        </Text>
      )}
      {onRetry && (
        <Button size="xs" variant="default" mt="sm" onClick={onRetry}>
          {say('console.ui.try_again')}
        </Button>
      )}
    </Alert>
  )
}
