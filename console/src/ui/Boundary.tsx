import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { Empty } from './Empty.tsx'
import { Screen } from './Screen.tsx'

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
      <Screen title="This screen cannot be shown">
        <Empty title="There may be a newer version of the console">
          Load the page again. Nothing that was done is lost.
        </Empty>
        <Button variant="default" onClick={() => location.reload()} mx="auto">
          Load the page again
        </Button>
      </Screen>
    )
  }
}
