export type { ProblemCatalogue } from '../model/problem-catalogue.ts'
