import english from '../../locales/en.json' with { type: 'json' }

/** All sentences that the service says, as they are in English: locales/en.json. The console has its own. */
export type MessageKey = Exclude<keyof typeof english, `console.${string}`>

/** Some sentences of a language by their keys. */
export type Messages = Partial<Record<MessageKey, string>>

/** What a sentence is about, by the names of its places. */
export type Values = Record<string, string>

/** Right to left: the scripts of the languages that there are, and those that a team may add (Unicode UAX #9). */
const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'])

/** Sets a value apart from text that runs the other way (UAX #9 §2.4.2: FSI and PDI). */
const isolated = (value: string) => `\u2068${value}\u2069`

/** A language that somebody is written to in. What it has no sentence for, it says in English. */
export class Language {
  readonly tag: string
  readonly direction: 'ltr' | 'rtl'
  readonly #messages: Messages

  constructor(tag: string, messages: Messages) {
    this.tag = tag
    this.direction = RIGHT_TO_LEFT.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr'
    this.#messages = messages
  }

  /** A sentence, with values in its places (`{appName}`). Nothing in a value is a place. */
  say(key: MessageKey, values: Values = {}): string {
    const message = this.#messages[key] ?? english[key]
    return message.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name]
      if (value === undefined) return place
      return this.direction === 'rtl' ? isolated(value) : value
    })
  }

  /** A duration in words, such as "10 minutes", with the plural and the digits of the language (ECMA-402). */
  duration(count: number, unit: 'minute' | 'day'): string {
    return new Intl.NumberFormat(this.tag, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
  }
}
