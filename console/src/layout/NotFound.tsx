import { Anchor } from '@mantine/core'
import { say } from '../lib/language.ts'
import { hrefOf } from '../lib/place.ts'
import { Empty } from '../ui/Empty.tsx'
import { Screen } from '../ui/Screen.tsx'

export function NotFound() {
  return (
    <Screen title={say('console.layout.no_such_screen')}>
      <Empty title={say('console.layout.wrong_link')}>
        <Anchor href={hrefOf([])}>{say('console.layout.to_overview')}</Anchor>
      </Empty>
    </Screen>
  )
}
