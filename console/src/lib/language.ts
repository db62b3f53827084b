import { LANGUAGES } from 'virtual:languages'
import { IntlMessageFormat } from 'intl-messageformat'
import { createElement, Fragment, type ReactNode } from 'react'
import type english from '../../../locales/en.json'
import { setApart } from './set-apart.ts'

/** What the console says, as it is called in locales/en.json. */
type MessageKey = Extract<keyof typeof english, `console.${string}`>
type Value = string | number
type RichValue = Exclude<ReactNode, boolean> | ((content: ReactNode) => ReactNode)

const { lang, dir } = document.documentElement

/** Where the page's lines begin. */
export const direction = dir === 'rtl' ? 'rtl' : 'ltr'

/** The language of the page, which the Worker writes into it. It stays the same as long as the page is there. */
export const language = Object.hasOwn(LANGUAGES, lang) ? lang : 'en'

/** How its numbers and times are written: as in the viewer's region, if they have told the browser. */
export const region = navigator.languages.find((each) => each.startsWith(`${language}-`)) ?? language

// Whatever says something waits for this, so no sentence is shown before its language is here.
const { default: messages } = await (LANGUAGES[language] ?? LANGUAGES.en)<MessageKey>()

const formats = new Map<MessageKey, IntlMessageFormat>()

/** A sentence in the language of the page, with values in its places. Throws a `FormatError` if one is missing. */
export const say = (key: MessageKey, values: Record<string, Value> = {}): string =>
  String(formatOf(key)?.format(mapped(values, isolated)) ?? messages[key])

/** The same with elements in its places, and with what its tags make of their content: `<code>{name}</code>`. */
export function sayRich(key: MessageKey, values: Record<string, RichValue>): ReactNode {
  const parts = formatOf(key)?.format<ReactNode>(mapped(values, placed)) ?? String(messages[key])
  return createElement(Fragment, null, ...[parts].flat())
}

/** What a word of the API is called, such as the kind of an activity; `undefined` for one that the console does not know. */
export function nameOf(list: 'action' | 'activity' | 'field' | 'method' | 'way', name: string): string | undefined {
  const key = `console.${list}.${name}`
  return isKey(key) ? say(key) : undefined
}

const isKey = (key: string): key is MessageKey => Object.hasOwn(messages, key)

/** What puts values into a sentence; `undefined` for one without places. */
function formatOf(key: MessageKey): IntlMessageFormat | undefined {
  const message = messages[key]
  if (typeof message === 'string') return undefined
  const format = formats.get(key) ?? new IntlMessageFormat(message, region)
  formats.set(key, format)
  return format
}

const mapped = <From, To>(values: Record<string, From>, change: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))

const isolated = (value: Value): Value => (typeof value === 'string' ? setApart(value, direction) : value)

function placed(value: RichValue) {
  if (typeof value === 'function') return (parts: ReactNode[]) => value(createElement(Fragment, null, ...parts))
  if (typeof value === 'string' || typeof value === 'number') return isolated(value)
  return direction === 'rtl' ? createElement('bdi', null, value) : value
}
