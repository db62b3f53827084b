// The build of the Worker, which wrangler runs (see [build] in wrangler.toml), and again after each change in src/.
// `--outdir` names another folder than .worker.
import { parseArgs } from 'node:util'
import { bundle } from './bundle.ts'
import { standInsOf } from './stand-in-keys.ts'
import { writeModules } from './write-modules.ts'

const { values } = parseArgs({ options: { outdir: { type: 'string', default: '.worker' } } })
writeModules(values.outdir, await bundle(process.cwd(), standInsOf(process.env)))
