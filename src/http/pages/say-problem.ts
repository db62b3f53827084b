import type { Ctx } from '../../domain/context.ts'
import type { Language } from '../../languages/language.ts'
import type { Problem } from '../../model/problem.ts'

/** What a page says of a problem: which of its fields are wrong, as it calls them, or what else there is. */
export async function sayProblem({ onDemand }: Ctx, problem: Problem, language: Language): Promise<string> {
  const { translateProblem } = await onDemand.languages()
  const { message, errors } = translateProblem(problem, language)
  if (!errors) return message
  const sentences = errors.map((error) => {
    const field = nameOf(error.path, language)
    return field ? language.say('page.wrong_field', { field, message: error.message }) : error.message
  })
  return sentences.join(' ')
}

/** What a page calls a field: its label, or the name of a field that nobody sees. */
function nameOf(path: string, language: Language): string {
  const key = `page.field.${path}`
  return language.has(key) ? language.say(key) : path.charAt(0).toUpperCase() + path.slice(1)
}
