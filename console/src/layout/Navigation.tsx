import { say } from '../lib/language.ts'
import { hrefOf, usePlace } from '../lib/place.ts'
import classes from './Navigation.module.css'
import { SCREENS } from './screens.ts'

interface Props {
  onGo?: () => void
}

export function Navigation({ onGo }: Props) {
  const [current = ''] = usePlace().segments
  return (
    <nav aria-label={say('console.layout.navigation')}>
      <ul className={classes.list}>
        {SCREENS.map(({ path, label, icon: Icon }) => (
          <li key={path}>
            <a
              className={classes.link}
              href={hrefOf(path ? [path] : [])}
              aria-current={path === current ? 'page' : undefined}
              onClick={onGo}
            >
              <Icon size={17} aria-hidden />
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
