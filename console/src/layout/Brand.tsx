import { Text } from '@mantine/core'
import { pageData } from '../lib/page-data.ts'
import classes from './Brand.module.css'

/** The app's name beside a mark in its colour. */
export function Brand() {
  return (
    <div className={classes.brand}>
      <span className={classes.mark} aria-hidden />
      <Text fw={600} truncate>
        {pageData.appName}
      </Text>
    </div>
  )
}
