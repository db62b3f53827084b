import { Anchor } from '@mantine/core'
import { hrefOf } from '../lib/place.ts'
import { Empty } from '../ui/Empty.tsx'
import { Screen } from '../ui/Screen.tsx'

export function NotFound() {
  return (
    <Screen title="There is no such screen">
      <Empty title="The link is wrong, or old">
        <Anchor href={hrefOf([])}>Go to the overview</Anchor>
      </Empty>
    </Screen>
  )
}
