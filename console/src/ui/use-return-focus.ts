import { useEffect, useState } from 'react'

/** Gives the focus back to what had it when a dialog was opened, as the dialog goes. */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true })
    },
    [opener],
  )
}
