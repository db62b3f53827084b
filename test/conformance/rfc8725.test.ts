/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from 'vitest'

const { '/docs/rfc8725.md': checklist = '' } = import.meta.glob<string>('/docs/rfc8725.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const tests = Object.keys(import.meta.glob('/test/**/*.test.ts')).map((path) => path.slice(1))

const rows = checklist.split('\n').filter((line) => line.startsWith('| §'))
const testsOf = (row: string) => [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path)

describe('docs/rfc8725.md', () => {
  it('goes through every section of RFC 8725 §3', () => {
    const sections = rows.map((row) => /^\| §3\.(\d+) /.exec(row)?.[1])
    expect(sections).toEqual(Array.from({ length: 12 }, (_, index) => String(index + 1)))
  })

  it.each(rows.map((row) => [row.split('|')[1]?.trim(), row] as const))('names tests that are there: %s', (_, row) => {
    expect(testsOf(row).length).toBeGreaterThan(0)
    for (const path of testsOf(row)) expect(tests).toContain(path)
  })
})
