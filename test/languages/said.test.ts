import { describe, expect, it } from 'vitest'
import english from '../../locales/en.json' with { type: 'json' }

const sources = import.meta.glob<string>('../../src/**/*.ts', { eager: true, query: '?raw', import: 'default' })
const files = import.meta.glob<string>('../../public/pages/*.html', { eager: true, query: '?raw', import: 'default' })

/** Those in every language; the API reference is in English, and says so. */
const pages = Object.entries(files).filter(([, page]) => !/<html lang/.test(page))

const saidBy = (page: string): string[] => [...page.matchAll(/data-say="([^"]*)"/g)].map(([, key = '']) => key)

/** Keys in the code, as patterns: what a template puts in is a word. */
const saidInCode = Object.values(sources)
  .flatMap((source) => [...source.matchAll(/['`]((?:mail|page)\.[^'`]*)['`]/g)].map(([, key = '']) => key))
  .map((key) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '\\w+')}$`))

describe.each(pages)('%s', (_, page) => {
  it('has no words of its own, and says only what there is', () => {
    expect(page.replace(/<[^>]*>/g, '').trim()).toBe('')
    expect(saidBy(page).length).toBeGreaterThan(0)
    expect(saidBy(page).filter((key) => !(key in english))).toEqual([])
  })
})

it('no sentence of a mail or a page is said by nobody', () => {
  const said = new Set(pages.flatMap(([, page]) => saidBy(page)))
  const isSaid = (key: string) => said.has(key) || saidInCode.some((pattern) => pattern.test(key))
  const keys = Object.keys(english).filter((key) => /^(mail|page)\./.test(key))
  expect(keys.length).toBeGreaterThan(60)
  expect(keys.filter((key) => !isSaid(key))).toEqual([])
})
