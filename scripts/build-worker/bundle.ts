import { join } from 'node:path'
import { type OutputChunk, type Plugin, rolldown } from 'rolldown'
import { bcryptjs } from './bcryptjs.ts'
import { languageModules } from './language-modules.ts'
import { licensesOf } from './licenses.ts'
import { calledByProtocol, sharedBy } from './shared-by.ts'
import { singleStatements } from './single-statements.ts'

/** The files that a Worker is deployed as. `entry` is what every isolate loads before it answers. */
export interface WorkerModule {
  /** The name of the file, such as `pages.js`. */
  file: string
  code: string
  /** Its source map; one without source has none. */
  map: string | undefined
  isEntry: boolean
  /** The source files of which something is in it. */
  sources: string[]
  /** How much of its code is the team's own. */
  ownBytes: number
}

/** What is the team's own, or made of it. */
const OWN = /\/src\/extensions(\/|\.gen\.ts$)/

/** What the runtime starts: it takes whatever its main module exports for a handler, and `entry.js` exports parts, too. */
const INDEX: WorkerModule = {
  file: 'index.js',
  code: "export { default, Users } from './entry.js'\n",
  map: undefined,
  isEntry: true,
  sources: [],
  ownBytes: 0,
}

/**
 * Bundles the Worker of a checkout: `entry.js`, which has what src/index.ts imports, with `index.js` before it; a module
 * for each `import()`; and those for what several of them have in common and the entry has not (`sharedBy`). `plugins`
 * may change modules of it.
 */
export async function bundle(root: string, plugins: Plugin[] = []): Promise<WorkerModule[]> {
  const build = await rolldown({
    input: { entry: join(root, 'src/index.ts') },
    platform: 'browser', // Workers are far closer to it than to Node
    preserveEntrySignatures: 'allow-extension', // for a chunk without all that its modules need
    external: [/^cloudflare:/, /^node:/],
    resolve: {
      conditionNames: ['workerd', 'worker', 'browser', 'import'],
      // public/openapi.json is made of the routes' descriptions beforehand: the Worker does without what makes it.
      alias: { 'hono-openapi': join(root, 'src/http/openapi/stand-in.ts') },
    },
    treeshake: { moduleSideEffects: false }, // no module of ours, or that we use, does anything when it is imported
    plugins: [bcryptjs, singleStatements, languageModules, ...plugins],
  })
  const { output } = await build.generate({
    format: 'esm',
    charset: 'ascii', // V8 reads it as it is
    minify: true,
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: [
        { name: 'entry', tags: ['$initial'], priority: 1 },
        {
          name: calledByProtocol,
          debugName: 'operations of the other protocol',
          includeDependenciesRecursively: false,
        },
        { name: sharedBy, debugName: 'shared', minShareCount: 1, includeDependenciesRecursively: false },
      ],
    },
    postBanner: ({ moduleIds }) => licensesOf(moduleIds),
  })
  await build.close()
  return [INDEX, ...output.flatMap((file) => (file.type === 'chunk' ? describe(file) : []))]
}

function describe({ fileName, code, map, modules }: OutputChunk): WorkerModule {
  const rendered = Object.entries(modules).filter(([, { renderedLength }]) => renderedLength > 0)
  const own = rendered.filter(([source]) => OWN.test(source))
  return {
    file: fileName,
    code,
    map: map?.toString(),
    isEntry: ['index.js', 'entry.js'].includes(fileName),
    sources: rendered.map(([source]) => source),
    ownBytes: own.map(([, { renderedLength }]) => renderedLength).reduce((sum, length) => sum + length, 0),
  }
}
