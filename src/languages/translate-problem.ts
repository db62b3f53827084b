import { type FieldError, PROBLEMS, type Problem } from '../model/problem.ts'
import type { Language } from './language.ts'

/** What people read of a problem. */
export interface ProblemWords {
  message: string
  errors?: FieldError[] | undefined
}

/** A problem in a language, as far as it has the words; the rest stays in English. */
export function translateProblem({ code, message, errors }: Problem, language: Language): ProblemWords {
  const name = message === PROBLEMS[code].message ? code : withPlaces(message)
  return {
    message: translate(`problem.${name}`, message, language),
    errors: errors?.map((error) => ({
      path: error.path,
      message: translate(`field.${withPlaces(error.message)}`, error.message, language),
    })),
  }
}

/** A number by itself. Others, such as those of a date, belong to the words around them. */
const NUMBER = /(?<=^| )\d+(?=$| )/g

/** What has no code of its own is found by its English words, with places for the numbers in it: `{n1}`, `{n2}`. */
function withPlaces(english: string): string {
  let place = 0
  return english.replace(NUMBER, () => `{n${++place}}`)
}

function translate(key: string, english: string, language: Language): string {
  if (!language.has(key)) return english
  const numbers = english.match(NUMBER) ?? []
  return language.say(key, Object.fromEntries(numbers.map((number, index) => [`n${index + 1}`, number])))
}
