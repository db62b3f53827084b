/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json'

// A document that is missing is a text that is empty, and fails what it should hold.
const documents = import.meta.glob<string>(
  [
    '/*.md',
    '/bench/*.md',
    '/bench/results/*.md',
    '/client/*.md',
    '/docs/**/*.md',
    '/examples/*/*.md',
    '/wrangler.toml',
    '/.dev.vars.example',
  ],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
)
const read = (path: string): string => documents[path] ?? ''

/** The paths of the project's files, as a document would write them; nothing of them is loaded. */
const files = Object.keys(
  import.meta.glob([
    '/*',
    '/.dev.vars.example',
    '/.github/**',
    '/bench/**',
    '/client/**',
    '/docs/**',
    '/examples/**',
    '/migrations/**',
    '/public/**',
    '/scripts/**',
    '/src/**',
    '/test/**',
  ]),
).map((path) => path.slice(1))

describe('README.md', () => {
  it('is a front door: at most 200 lines', () => {
    expect(read('/README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200)
  })
})

describe('docs/README.md', () => {
  it('links to every page of the folder', () => {
    const pages = files.filter((file) => /^docs\/[\w-]+\.md$/.test(file) && file !== 'docs/README.md')
    const linked = linksIn(read('/docs/README.md')).map((link) => `docs/${link}`)
    expect(pages.filter((page) => !linked.includes(page))).toEqual([])
  })
})

describe('docs/threat-model.md', () => {
  const named = mentions(read('/docs/threat-model.md'), /`(test\/security\/[^`]+)`/g)

  it('names every security test, and none that is not there', () => {
    expect(named).toEqual(files.filter((file) => /^test\/security\/.*\.test\.ts$/.test(file)).sort())
  })
})

describe('.dev.vars.example', () => {
  it('has every secret, and those that may be left out in a comment', () => {
    const { required, optional } = secretsOf(read('/wrangler.toml'))
    expect(mentions(read('/.dev.vars.example'), /^([A-Z0-9_]+)=/gm)).toEqual(required.sort())
    expect(mentions(read('/.dev.vars.example'), /^# ?([A-Z0-9_]+)=/gm)).toEqual(optional.sort())
  })
})

describe('CHANGELOG.md', () => {
  it('has an entry for the version of the package', () => {
    const versions = mentions(read('/CHANGELOG.md'), /^## \[?v?(\d+\.\d+\.\d+[^\s\]]*)/gm)
    expect(versions).toContain(packageJson.version)
  })
})

/** What a reader makes in folders of their own. */
const TEAMS = /^(src|test)\/extensions\/./

describe.each(Object.keys(documents).filter((path) => path.endsWith('.md')))('%s', (path) => {
  const text = read(path)

  it('names in code only files that are there', () => {
    const named = mentions(text, /`((?:bench|client|docs|migrations|public|scripts|src|test)\/[\w./-]*)`/g)
    expect(named.filter((name) => !isThere(name) && !TEAMS.test(name))).toEqual([])
  })

  it('links only to files and headings that are there', () => {
    const dead = linksIn(text).filter((link) => {
      const { pathname, hash } = new URL(link, `file://${path}`)
      if (!isThere(pathname.slice(1))) return true
      return hash !== '' && !anchorsOf(read(pathname)).includes(decodeURIComponent(hash.slice(1)))
    })
    expect(dead).toEqual([])
  })
})

/** The links of a document to others here, and to its own headings; pictures, too. */
function linksIn(text: string): string[] {
  const prose = withoutCode(text)
  return [...mentions(prose, /\]\(\s*([^)\s]+)/g), ...mentions(prose, /(?:src|href)="([^"]+)"/g)].filter(
    (link) => !/^[a-z]+:/.test(link),
  )
}

/** The anchors that GitHub gives to the headings of a document. */
function anchorsOf(text: string): string[] {
  const slugs = [...withoutCode(text).matchAll(/^#{1,6} +(.*)$/gm)].map(([, heading = '']) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
  return slugs.map((slug, index) => {
    const before = slugs.slice(0, index).filter((other) => other === slug).length
    return before === 0 ? slug : `${slug}-${before}`
  })
}

const withoutCode = (text: string): string =>
  text
    .replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')
    .replaceAll(/(`+)(?!`)[^\n]*?[^`]\1(?!`)/g, (code) => code.replace(/[[\]()]/g, ''))

/** What a pattern's first group finds, each once and in order. */
function mentions(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].sort()
}

/** A file, or a folder with a file in it. */
const isThere = (path: string) =>
  files.includes(path) || files.some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`))

/** The secrets that [secrets] requires, and those that a comment calls optional. */
const secretsOf = (toml: string) => ({
  required: mentions(sectionOf(toml, 'secrets'), /"([A-Z0-9_]+)"/g),
  optional: mentions(toml, /^# Optional: ([A-Z0-9_]+)/gm),
})

/** The lines of a section, up to the next. */
const sectionOf = (toml: string, name: string): string =>
  toml.split(/^(?=\[)/m).find((section) => section.startsWith(`[${name}]`)) ?? ''
