import { everyRoute, type Route } from './routes/index.ts'

/** The routes by which operators change something. */
export const changesByOperators: Route[] = everyRoute.filter(
  ({ isForAdmins, route }) => isForAdmins && !route.startsWith('GET '),
)
