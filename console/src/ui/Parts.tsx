import { Fragment, type ReactNode } from 'react'

/** What is known of a thing, a dot between each two. What is empty is left out. */
export function Parts({ parts }: { parts: readonly (readonly [name: string, part: ReactNode])[] }) {
  return parts
    .filter(([, part]) => part)
    .map(([name, part], index) => (
      <Fragment key={name}>
        {index > 0 && ' · '}
        {part}
      </Fragment>
    ))
}
