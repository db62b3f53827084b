import { readFileSync } from 'node:fs'
import type { Plugin } from 'rolldown'

const FILE = /[/\\]src[/\\]db[/\\]statements[/\\]\w[\w-]*\.gen\.ts$/
const STATEMENT = /^export const (\w+) = [\s\S]*?^\}\)$/gm
const QUERY = '?statement='

/**
 * Makes each compiled statement a module of its own, so that a chunk holds those that it sends: a file of statements
 * would be whole in the entry for the sake of one.
 */
export const singleStatements: Plugin = {
  name: 'single-statements',
  resolveId: (id) => (id.includes(QUERY) ? { id, moduleSideEffects: false } : undefined),
  load(id) {
    const [file = id, name] = id.split(QUERY)
    if (!FILE.test(file)) return undefined
    const source = readFileSync(file, 'utf8')
    const statements = new Map([...source.matchAll(STATEMENT)].map(([code, statement = '']) => [statement, code]))
    const names = [...statements.keys()]
    const code =
      name === undefined
        ? names.map((statement) => `export { ${statement} } from '${file}${QUERY}${statement}'`).join('\n')
        : `${source.slice(0, source.indexOf('\n\n'))}\n${statements.get(name)}`
    return { code, moduleType: 'ts' }
  },
}
