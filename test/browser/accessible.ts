import AxeBuilder from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Fails for whatever axe finds, of WCAG 2.2 AA and of its best practices. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const found = violations.map(({ id, nodes }) => ({ what, id, html: nodes.map((node) => node.html) }))
  expect(found).toEqual([])
  const fits = await page.evaluate('document.documentElement.scrollWidth <= innerWidth')
  expect({ what, fits }).toEqual({ what, fits: true })
}
