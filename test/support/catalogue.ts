import { afterEach } from 'vitest'
import { CATALOGUES } from '../../src/languages/catalogues.gen.ts'
import type { Messages } from '../../src/languages/language.ts'

const before = { ...CATALOGUES }

/** Puts a language of a few sentences in the place of what there is, until the test ends. The rest is in English. Returns how often it is loaded. */
export function speakAlso(tag: string, messages: Messages): { loads: number } {
  const counted = { loads: 0 }
  CATALOGUES[tag] = [
    ...(CATALOGUES.en ?? []),
    async () => {
      counted.loads++
      return { default: messages }
    },
  ]
  return counted
}

afterEach(() => {
  for (const tag of Object.keys(CATALOGUES)) delete CATALOGUES[tag]
  Object.assign(CATALOGUES, before)
})
