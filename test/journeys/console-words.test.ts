import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'
import { expect, it } from 'vitest'
import { consoleMessages } from '../../scripts/support/console-languages.ts'
import { placesIn } from '../../scripts/support/places-in.ts'
import { waysIn } from '../../src/config/ways-in.ts'
import { AUTH_METHODS } from '../../src/model/auth-methods.ts'
import { EVENT_TYPES } from '../../src/model/event-types.ts'
import { AUDIT_ACTIONS } from '../../src/model/operator.ts'

const SOURCE = 'console/src'

/** What people read, and is the same in every language: names of things and of keys. */
const NAMES = ['Cloudflare', 'Resend', 'Latchkey']

/** What no one reads: a name of the platform, or a failure that only a developer sees. */
const UNREAD = ['NotFoundError', 'There is no passkey.', 'the page has no #root', 'ArrowDown']

/** The command that makes an admin. */
const COMMAND = ['npm run', 'npm run admin -- grant', '--remote']

interface Node {
  type: string
  [member: string]: unknown
}

interface Found {
  /** With where it stands, and whether it certainly is read. */
  texts: { where: string; text: string; isRead: boolean }[]
  calls: { where: string; keys: string[]; values: string[] | undefined }[]
  keys: Set<string>
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

const childrenOf = (node: Node): Node[] =>
  Object.entries(node).flatMap(([, value]) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  )

/** Members that are code and no text: what is imported, the type of something, the name of a member. */
const isCode = (parent: Node, child: Node): boolean =>
  parent.source === child ||
  (parent.type.startsWith('TS') && parent.expression !== child) ||
  (parent.type === 'Property' && parent.key === child && parent.value !== child)

/** Attributes whose text somebody sees or hears. */
const READ = ['label', 'title', 'description', 'placeholder', 'alt', 'caption', 'deed', 'done', 'none', 'aria-label']

function walk(node: Node, where: string, found: Found): void {
  const add = (text: string, isRead = false) => found.texts.push({ where, text: text.trim(), isRead })
  if (node.type === 'JSXText') add(String(node.value), true)
  if (node.type === 'JSXAttribute' && isNode(node.name) && isNode(node.value) && READ.includes(String(node.name.name)))
    if (node.value.type === 'Literal') add(String(node.value.value), true)
  if (node.type === 'Literal' && typeof node.value === 'string') add(node.value)
  if (node.type === 'TemplateElement') add((node.value as { cooked: string }).cooked)
  if (node.type === 'CallExpression') noteCall(node, where, found)
  for (const child of childrenOf(node)) if (!isCode(node, child)) walk(child, where, found)
}

/** What `say` and `sayRich` are called with: the keys, and the names of the values unless they are put together elsewhere. */
function noteCall({ callee, arguments: given }: Node, where: string, found: Found): void {
  const [key, values] = given as Node[]
  if (!isNode(callee) || !['say', 'sayRich'].includes(String(callee.name)) || !key) return
  const keys = [key, ...childrenOf(key)].flatMap(({ type, value }) =>
    type === 'Literal' && String(value).startsWith('console.') ? [String(value)] : [],
  )
  const members = values ? (values.properties as Node[] | undefined) : []
  const names = members?.flatMap((member) => (isNode(member.key) ? [String(member.key.name)] : []))
  found.calls.push({ where, keys, values: names?.length === members?.length ? names : undefined })
}

function readSource(): Found {
  const found: Found = { texts: [], calls: [], keys: new Set() }
  for (const name of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })) {
    if (!/(?<!\.d)\.tsx?$/.test(name)) continue
    const program: unknown = parseAst(readFileSync(join(SOURCE, name), 'utf8'), { lang: 'tsx' }, name)
    if (isNode(program)) walk(program, name, found)
  }
  for (const { text } of found.texts) if (text.startsWith('console.')) found.keys.add(text)
  return found
}

const found = readSource()
const english = consoleMessages('.', 'en')

/** Some words, or one that begins as a sentence does; not what programs alone read, such as `aria-label` and `input:focus`. */
const isReadable = (text: string): boolean =>
  /\p{L}[^\p{L}]* +[^\p{L}]*\p{L}/u.test(text) || /^\p{Lu}\p{Ll}+/u.test(text)

it('has read the whole console', () => {
  expect(found.texts.length).toBeGreaterThan(500)
  expect(found.calls.length).toBeGreaterThan(250)
})

it('finds words where they are', () => {
  expect(['Save', 'not set', 'a, b', 'Übernehmen'].every(isReadable)).toBe(true)
  expect(['aria-label', '#/users', 'console.ui.save', ' · ', 'appMetadata'].some(isReadable)).toBe(false)
})

it('has no words in its code: they are in locales/', () => {
  const words = found.texts.filter(({ text, isRead }) => (isRead ? /\p{L}/u.test(text) : isReadable(text)))
  expect(words.filter(({ text }) => ![...NAMES, ...UNREAD, ...COMMAND].includes(text))).toEqual([])
})

/** The keys that `nameOf` puts together. */
const NAMED = [
  ...AUDIT_ACTIONS.map((name) => `console.action.${name}`),
  ...EVENT_TYPES.map((name) => `console.activity.${name}`),
  ...AUTH_METHODS.map((name) => `console.method.${name}`),
  ...waysIn({})
    .filter(({ name }) => !['Apple', 'Google'].includes(name))
    .map(({ name }) => `console.way.${name.replaceAll(' ', '_')}`),
]

it('has a name for each kind of activity, action, method and way in', () => {
  expect(NAMED.filter((key) => !(key in english))).toEqual([])
})

it('has no sentence that nobody says', () => {
  const unused = Object.keys(english).filter((key) => !found.keys.has(key) && !NAMED.includes(key))
  expect(unused.filter((key) => !key.startsWith('console.field.'))).toEqual([])
})

it('gives each sentence the values that it has places for, and no others', () => {
  for (const { where, keys, values } of found.calls.filter((call) => call.values))
    for (const key of keys) expect([...(values ?? [])].sort(), `${where}: ${key}`).toEqual(placesIn(english[key] ?? ''))
})
