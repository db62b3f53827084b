import { everyRoute, type Route } from '../support/routes/index.ts'
import { type Operation, operations } from './document.ts'

export interface DocumentedRoute extends Route {
  operation: Operation
}

/** Every route that has a record and is in the document. Which of them are not is told by test/http/every-route.test.ts. */
export const documentedRoutes: DocumentedRoute[] = everyRoute.flatMap((route) => {
  const operation = operations.find(({ id }) => id === route.id)
  return operation ? [{ ...route, operation }] : []
})

/** The documented route with this `operationId`. Throws if there is none. */
export function documentedRoute(id: string): DocumentedRoute {
  const route = documentedRoutes.find((each) => each.id === id)
  if (!route) throw new Error(`there is no operation ${id}`)
  return route
}
