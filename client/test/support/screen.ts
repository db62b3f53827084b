import { createElement, type ReactElement, StrictMode } from 'react'
import { createRoot } from 'test-renderer'
import type { LatchkeyClient } from '../../index.ts'
import { LatchkeyProvider, useUser } from '../../react/index.ts'

/** An app in a process of its own, as React renders it: what it has shown is noted. */
export interface Screen {
  /** `signedIn Syamlal`, in order, without repetitions. */
  shown: string[]
  /** Waits until it shows this. */
  shows(text: string): Promise<void>
  close(): void
}

const PATIENCE_MS = 5_000

/** Components as an app has them, two of which ask for the user. */
export function app(client: LatchkeyClient, render: (text: string) => void = () => {}): ReactElement {
  const Name = () => {
    const { status, user, reason } = useUser()
    const text = [status, user?.name, reason].filter(Boolean).join(' ')
    render(text)
    return createElement('text', null, text)
  }
  return createElement(LatchkeyProvider, { client }, createElement(Name), createElement(Name))
}

/** Opens the app. In strict mode React starts every effect twice, as it does while one develops. */
export function openScreen(client: LatchkeyClient, { isStrict = false } = {}): Screen {
  const shown: string[] = []
  const element = app(client, (text) => {
    if (shown.at(-1) !== text) shown.push(text)
  })
  const root = createRoot()
  root.render(isStrict ? createElement(StrictMode, null, element) : element)
  return {
    shown,
    async shows(text) {
      for (const end = performance.now() + PATIENCE_MS; shown.at(-1) !== text; ) {
        if (performance.now() > end) throw new Error(`shows ${shown.at(-1)}, and not ${text}`)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    },
    close: () => root.unmount(),
  }
}
