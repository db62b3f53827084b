import { type ReactNode, useEffect, useRef } from 'react'

interface Props {
  title: string
  /** A sentence below the title. */
  lead?: ReactNode
  children: ReactNode
}

let isFirst = true

/** A screen. After a change of it the focus is at its heading, so that a screen reader says where one is. */
export function Screen({ title, lead, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – Latchkey`
    if (!isFirst) heading.current?.focus()
    isFirst = false
  }, [title])
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </>
  )
}
