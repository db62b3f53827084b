import { Button } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { say } from '../lib/language.ts'
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
      <Screen title={say('console.ui.not_shown')}>
        <Empty title={say('console.ui.newer_version')}>{say('console.ui.nothing_lost')}</Empty>
        <Button variant="default" onClick={() => location.reload()} mx="auto">
          {say('console.ui.load_again')}
        </Button>
      </Screen>
    )
  }
}
