import { readFileSync } from 'node:fs'
import { problems as ownProblems } from '../../src/extensions/problems.ts'
import { PROBLEMS } from '../../src/model/problem.ts'
import type { ProblemCatalogue } from '../../src/model/problem-catalogue.ts'
import { baseOf, HOUSE, OWN, SOURCE, tagsIn, tagsOf } from '../support/language-files.ts'
import { placesIn as placesInIcu } from '../support/places-in.ts'
import { Complaint } from './complaint.ts'
import type { Files } from './files.ts'
import { formatted } from './format.ts'

const FILE = 'src/languages/catalogues.gen.ts'
/** A problem by its code, and not by its words. */
const PROBLEM = /^problem\.\w+$/

type Sentences = Record<string, string>

/**
 * Writes which languages there are, in locales/ and in src/extensions/locales/, so that the Worker loads each at its first use,
 * and the messages of problems into the English one, for whoever translates it.
 */
export async function generate(files: Files): Promise<void> {
  const source = `${HOUSE}/${SOURCE}.json`
  const sentences = withProblems(read(source))
  files.write(source, formatted(source, JSON.stringify(sentences)))
  const house = tagsOf(HOUSE)
  const own = tagsOf(OWN)
  refuseOtherNames(HOUSE, house)
  refuseOtherNames(OWN, own)
  const english = withOwnProblems(sentences)
  for (const tag of own) refuseUnknown(`${OWN}/${tag}.json`, english)
  const entries = tagsIn('.').map((tag) => {
    const base = baseOf(tag, house)
    const loads = [
      `../../${HOUSE}/${base}.json`,
      ...[...new Set([base, tag])]
        .filter((each) => own.includes(each))
        .map((each) => `../extensions/locales/${each}.json`),
    ].map((path) => `() => import('${path}', { with: { type: 'json' } })`)
    return `'${tag}': [${loads.join(', ')}],`
  })
  const text = `// Made from locales/ and src/extensions/locales/ by npm run generate. Do not edit.
import type { Catalogues } from './catalogue.ts'

/** The languages that there are, each loaded at its first use. */
export const CATALOGUES: Catalogues = {
${entries.join('\n')}
}
`
  files.write(FILE, formatted(FILE, text))
}

/** English sentences with those of the catalogue of problems as they are there. */
function withProblems(english: Sentences): Sentences {
  const others = Object.entries(english).filter(([key]) => !PROBLEM.test(key))
  const isBefore = ([key]: [string, string]) => !/^(problem|field|console)\./.test(key)
  return Object.fromEntries([
    ...others.filter(isBefore),
    ...sentencesOf(PROBLEMS).filter(([key]) => !(key.slice('problem.'.length) in ownProblems)),
    ...others.filter((entry) => !isBefore(entry)),
  ])
}

const withOwnProblems = (english: Sentences): Sentences => ({
  ...english,
  ...Object.fromEntries(sentencesOf(ownProblems)),
})

const sentencesOf = (problems: ProblemCatalogue) =>
  Object.entries(problems).map(([code, { message }]): [string, string] => [`problem.${code}`, message])

/** Throws for a file whose name is no language tag as RFC 5646 §4.5 writes it: nobody would ever get it. */
function refuseOtherNames(folder: string, tags: readonly string[]): void {
  const wrong = tags.find((tag) => canonical(tag) !== tag)
  if (wrong !== undefined) throw new Complaint(`${folder}/${wrong}.json: its name must be a language tag such as pt-BR`)
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

function read(file: string): Sentences {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Complaint(`${file} is no JSON: ${cause instanceof Error ? cause.message : cause}`)
  }
}

/** A sentence under a wrong key, or with a place that nothing is put in, would be seen by a user first. */
function refuseUnknown(file: string, english: Sentences): void {
  for (const [key, message] of Object.entries(read(file))) {
    const source = english[key]
    if (source === undefined) throw new Complaint(`${file} has a message that there is none of: ${key}`)
    if (typeof message !== 'string') throw new Complaint(`${file}: ${key} must be a text`)
    const placesOf = key.startsWith('console.') ? placesInConsole(file, key) : placesIn
    const places = placesOf(source)
    const unknown = placesOf(message).find((place) => !places.includes(place))
    if (unknown) throw new Complaint(`${file}: ${key} has ${unknown}, and may have ${places.join(', ') || 'no place'}`)
  }
}

const placesIn = (message: string): string[] => message.match(/\{\w+\}/g) ?? []

/** The console's sentences are in ICU MessageFormat. */
const placesInConsole = (file: string, key: string) => (message: string) => {
  try {
    return placesInIcu(message).map((name) => `{${name}}`)
  } catch (cause) {
    throw new Complaint(`${file}: ${key} is no ICU MessageFormat: ${cause instanceof Error ? cause.message : cause}`)
  }
}
