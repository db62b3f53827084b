import { Alert, Button, Text } from '@mantine/core'
import { Component, type ReactNode } from 'react'

interface Props {
  children: ReactNode
}

/** What is shown in the place of a screen that cannot be shown: most often its files are of a deployment that is gone. */
export class Boundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false }

  static getDerivedStateFromError() {
    return { hasFailed: true }
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children
    return (
      <Alert color="red" variant="light" title="This screen cannot be shown">
        <Text size="sm">
          There may be a newer version of the console. Load the page again; nothing that was done is lost.
        </Text>
        <Button size="xs" variant="default" mt="sm" onClick={() => location.reload()}>
          Load the page again
        </Button>
      </Alert>
    )
  }
}
