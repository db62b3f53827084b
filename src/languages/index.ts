export { languageFor } from './language-for.ts'
export { translateProblem } from './translate-problem.ts'
