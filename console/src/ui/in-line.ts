import { createElement, Fragment, type ReactNode } from 'react'

/** What is known of a thing in one line, a dot between each two, whichever way each runs. What is empty is left out. */
export const inLine = (...parts: ReactNode[]): ReactNode =>
  createElement(
    Fragment,
    null,
    ...parts.filter(Boolean).flatMap((part, index) => [index > 0 && ' · ', createElement('bdi', null, part)]),
  )
