/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from 'vitest'
import packageJson from '../../package.json'
import { PROBLEMS } from '../../src/model/problem.ts'
import { operations } from './document.ts'
import { code, tableUnder } from './table.ts'

// A document that is missing is a text that is empty, and fails what it should hold.
const documents = import.meta.glob<string>(['/*.md', '/docs/**/*.md', '/wrangler.toml', '/.dev.vars.example'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
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
    '/migrations/**',
    '/public/**',
    '/scripts/**',
    '/src/**',
    '/test/**',
  ]),
).map((path) => path.slice(1))

describe('README.md', () => {
  const readme = read('/README.md')

  it('lists every call of the app under "### Calls": `METHOD /path` first', () => {
    const calls = tableUnder(readme, '### Calls').map(([call = '']) => code(call))
    expect(calls.sort()).toEqual(operations.map(({ route }) => route).sort())
  })

  it('lists every setting under "### Settings": `NAME`, then its default as wrangler.toml has it', () => {
    const rows = tableUnder(readme, '### Settings').map(([name = '', value = '']) => [code(name), code(value)])
    expect(Object.fromEntries(rows)).toEqual(settingsOf(read('/wrangler.toml')))
    expect(rows).toHaveLength(Object.keys(Object.fromEntries(rows)).length)
  })

  it('lists every problem under "### Problems": `code`, status, message', () => {
    const rows = tableUnder(readme, '### Problems').map(([name = '', status, message]) => [
      code(name),
      { status: Number(status), message },
    ])
    const listed = Object.entries(PROBLEMS).map(([name, { status, message }]) => [name, { status, message }])
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(listed))
    expect(rows).toHaveLength(Object.keys(PROBLEMS).length)
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

describe.each(Object.keys(documents).filter((path) => path.endsWith('.md')))('%s', (path) => {
  const text = read(path)

  it('names in code only files that are there', () => {
    const named = mentions(text, /`((?:bench|docs|migrations|public|scripts|src|test)\/[\w./-]*)`/g)
    expect(named.filter((name) => !isThere(name))).toEqual([])
  })

  it('links only to files that are there', () => {
    const links = mentions(text, /\]\((?![a-z]+:|#)([^)\s#]+)/g)
    const targets = links.map((link) => new URL(link, `file://${path}`).pathname.slice(1))
    expect(targets.filter((target) => !isThere(target))).toEqual([])
  })
})

/** What a pattern's first group finds, each once and in order. */
function mentions(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found = '']) => found))].sort()
}

/** A file, or a folder with a file in it. */
const isThere = (path: string) =>
  files.includes(path) || files.some((file) => file.startsWith(`${path.replace(/\/$/, '')}/`))

/**
 * The settings of wrangler.toml with their defaults: those of [vars] as they are there, `required` for a secret that
 * has to be there, `none` for one that may be left out.
 */
function settingsOf(toml: string): Record<string, string> {
  const { required, optional } = secretsOf(toml)
  return Object.fromEntries([
    ...[...sectionOf(toml, 'vars').matchAll(/^([A-Z0-9_]+) = (.*)$/gm)].map(([, name, value]) => [name, value]),
    ...required.map((name) => [name, 'required']),
    ...optional.map((name) => [name, 'none']),
  ])
}

/** The secrets that [secrets] requires, and those that a comment calls optional. */
const secretsOf = (toml: string) => ({
  required: mentions(sectionOf(toml, 'secrets'), /"([A-Z0-9_]+)"/g),
  optional: mentions(toml, /^# Optional: ([A-Z0-9_]+)/gm),
})

/** The lines of a section, up to the next. */
const sectionOf = (toml: string, name: string): string =>
  toml.split(/^(?=\[)/m).find((section) => section.startsWith(`[${name}]`)) ?? ''
