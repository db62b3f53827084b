import { useUser } from 'latchkey/react'
import type { ReactNode } from 'react'
import { usePlace } from '../lib/place.ts'
import { Connection } from './Connection.tsx'
import { LogOutButton } from './LogOutButton.tsx'
import { Logo } from './Logo.tsx'

const PLACES = [
  ['#/', 'Profile'],
  ['#/security', 'Security'],
  ['#/devices', 'Devices'],
  ['#/account', 'Account'],
] as const

/** Around the screens of whoever is signed in. */
export function Layout({ children }: { children: ReactNode }) {
  const { user } = useUser()
  const place = usePlace() || '#/'
  return (
    <>
      <Connection />
      <header className="bar">
        <a href="#/" className="home">
          <Logo />
        </a>
        <nav aria-label="Main">
          {PLACES.map(([hash, name]) => (
            <a key={hash} href={hash} aria-current={place === hash ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
        {/* Nobody comes back as the same guest, so a guest is asked to stay instead. */}
        {user?.isGuest ? (
          <a href="#/upgrade" className="button">
            Create an account
          </a>
        ) : (
          <LogOutButton />
        )}
      </header>
      <main className="page">{children}</main>
    </>
  )
}
