import { existsSync } from 'node:fs'
import type { Hono } from 'hono'
import { PROBLEMS } from '../../src/model/problem.ts'
import { OWN, tagsOf } from '../support/language-files.ts'
import { Complaint } from './complaint.ts'
import type { Files } from './files.ts'
import { formatted } from './format.ts'
import { OWN_TABLES } from './statements.ts'

const FILE = 'src/extensions.gen.ts'
const FOLDER = 'src/extensions'

/** What the service has under these, or may have with any version. */
const RESERVED = ['users', 'admin', 'auth', 'account', 'avatars', 'pages', 'docs', '.well-known', 'health']

interface Part {
  name: string
  /** Of what it exports, as an expression of TypeScript. */
  type: string
  /** The module that is loaded; `undefined` where there is nothing in it. */
  module: string | undefined
}

/** Writes which routes, hooks, jobs and tables src/extensions has, so that the Worker loads each at its first use. */
export async function generate(files: Files): Promise<void> {
  const { routes } = await import('../../src/extensions/index.ts')
  const { hooks } = await import('../../src/extensions/hooks.ts')
  const { jobs } = await import('../../src/extensions/jobs.ts')
  const { problems } = await import('../../src/extensions/problems.ts')
  const own = routesOf(routes)
  refuseOverwritten(problems)
  const parts: Part[] = [
    { name: 'loadHooks', type: "OnDemand['hooks']", module: Object.keys(hooks).length > 0 ? 'hooks.ts' : undefined },
    { name: 'loadJobs', type: 'LoadJobs | undefined', module: Object.keys(jobs).length > 0 ? 'jobs.ts' : undefined },
    { name: 'loadTables', type: "OnDemand['ownTables']", module: hasTables() ? `statements/${OWN_TABLES}` : undefined },
  ]
  const groups =
    own.length > 0 ? `[{ load: () => import('./extensions/index.ts'), routes: ${JSON.stringify(own)} }]` : '[]'
  const loads = parts.map(
    ({ name, type, module }) =>
      `export const ${name}: ${type} = ${module ? `() => import('./extensions/${module}')` : undefined}`,
  )
  const text = `// Made from src/extensions/ by npm run generate. Do not edit.
import type { OnDemand } from './domain/on-demand.ts'
import type { RouteGroup } from './http/on-demand-routes.ts'
import type { LoadJobs } from './jobs/jobs.ts'

/** What there is, each loaded at its first use. */
export const extensionGroups: RouteGroup[] = ${groups}
${loads.join('\n')}

/** Whether src/extensions has other words for English sentences, or an English of its own, such as en-GB. */
export const hasOwnEnglish: boolean = ${hasOwnEnglish()}
`
  files.write(FILE, formatted(FILE, text))
}

const hasTables = () => existsSync(`${FOLDER}/statements/${OWN_TABLES}`)

const hasOwnEnglish = () => tagsOf(OWN).some((tag) => /^en(-|$)/.test(tag))

/** The routes of an app, as `GET /notes`. Throws for what would never run, or would run unseen. */
function routesOf({ routes }: Pick<Hono, 'routes'>): string[] {
  if (routes.some(({ method }) => method === 'ALL')) {
    throw new Complaint(
      `${FOLDER}/index.ts: name middleware at each route, as routes.get('/notes', authenticate, ...): use() and all() are for whole apps`,
    )
  }
  for (const { path } of routes) {
    const [, first = ''] = path.split('/')
    if (first === '' || first.startsWith(':') || first.includes('*') || RESERVED.includes(first.toLowerCase()))
      throw new Complaint(`${FOLDER}/index.ts: ${path} begins with what is the service's; choose a word of your own`)
  }
  const names = routes.map(({ method, path }) => `${method} ${path}`)
  // All handlers of a route run where its first one stands: one after another route's middleware would run without that.
  const apart = names.find((name, index) => names.indexOf(name) < index && names[index - 1] !== name)
  if (apart)
    throw new Complaint(`${FOLDER}/index.ts: ${apart} is there twice, with others between: name its handlers at once`)
  return [...new Set(names)]
}

function refuseOverwritten(problems: object): void {
  const all = Object.keys(PROBLEMS)
  const own = Object.keys(problems)
  // Spread over the house's, one of the same name takes its place in the order, and not the last.
  if (all.slice(all.length - own.length).join() !== own.join())
    throw new Complaint(`${FOLDER}/problems.ts has a code that the service has already: ${own.join(', ')}`)
}
