import type { ProblemCatalogue } from '../extension-kit/problems.ts'

/** Your own codes, which join the catalogue of problems. */
export const problems = {} as const satisfies ProblemCatalogue
