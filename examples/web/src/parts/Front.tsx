import type { ReactNode } from 'react'
import { Connection } from './Connection.tsx'
import { Logo } from './Logo.tsx'

/** Around the screens of people who are not signed in. */
export const Front = ({ children }: { children: ReactNode }) => (
  <div className="front">
    <Connection />
    <header>
      <Logo />
      <p>One account for everything that you do here.</p>
    </header>
    <main>{children}</main>
  </div>
)
