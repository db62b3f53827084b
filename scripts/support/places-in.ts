import { IntlMessageFormat } from 'intl-messageformat'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** The names of a message's values and tags, sorted. Throws a `SyntaxError` for one that is no ICU MessageFormat. */
export const placesIn = (message: string): string[] =>
  [...new Set(new IntlMessageFormat(message, 'en').getAst().flatMap(namesIn))].sort()

function namesIn(element: Element): string[] {
  if (!('value' in element) || element.type === 0) return []
  const choices = 'options' in element ? Object.values(element.options).flatMap(({ value }) => value) : []
  const content = 'children' in element ? element.children : []
  return [element.value, ...[...choices, ...content].flatMap(namesIn)]
}
