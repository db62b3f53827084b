import { ActionIcon, Drawer, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Menu } from 'lucide-react'
import { say } from '../lib/language.ts'
import { usePlace } from '../lib/place.ts'
import { Boundary } from '../ui/Boundary.tsx'
import { Account } from './Account.tsx'
import { Brand } from './Brand.tsx'
import { CurrentScreen } from './CurrentScreen.tsx'
import classes from './Layout.module.css'
import { Navigation } from './Navigation.tsx'

/** The navigation beside the screen; on a phone it is behind a button. */
export function Layout() {
  const screen = usePlace().segments.slice(0, 2).join('/')
  const [isOpen, { open, close }] = useDisclosure(false)
  return (
    <div className={classes.layout}>
      <button type="button" className={classes.skip} onClick={() => document.querySelector('h1')?.focus()}>
        {say('console.layout.skip')}
      </button>
      <nav className={classes.bar} aria-label={say('console.layout.menu')}>
        <Brand />
        <ActionIcon variant="default" size="lg" aria-label={say('console.layout.open_navigation')} onClick={open}>
          <Menu size={18} aria-hidden />
        </ActionIcon>
      </nav>
      <aside className={classes.side}>
        <Brand />
        <Navigation />
        <div className={classes.foot}>
          <Account />
        </div>
      </aside>
      <Drawer opened={isOpen} onClose={close} size="280px" title={<Brand />}>
        <Stack gap="lg">
          <Navigation onGo={close} />
          <Account />
        </Stack>
      </Drawer>
      <main className={classes.main}>
        <Boundary key={screen}>
          <CurrentScreen />
        </Boundary>
      </main>
    </div>
  )
}
