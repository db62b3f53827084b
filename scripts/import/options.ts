import { parseArgs } from 'node:util'
import type { FormatSecrets } from '../../src/crypto/password-formats/format.ts'
import { FORMATS } from './from/formats.ts'
import type { Reading } from './reading.ts'
import { DATABASE_OPTIONS } from './targets.ts'
import { PROFILE_FIELDS } from './to-user.ts'

const NAMES = [...Object.keys(FORMATS), 'latchkey']

export const HELP = `npm run import -- <file> [options]

  <file>             JSON: a document a line, over several lines, or in an array; also packed with gzip; - for standard input
  --from format      whose export it is (${NAMES.join(', ')}); otherwise mongo, which is Extended JSON v2 of mongoexport
  --local            into the local database: the default
  --remote           into the deployed database
  --dry-run          only read, and report what would come in; does not look at what is in the database
  --ids              only print the id of each document, as it is stored here
  --map from=to      a field of the documents (also a.b) that is a profile field here; may be repeated
                     (${PROFILE_FIELDS.join(', ')}; fields of these names come along by themselves)
  --update           also take what changed in the file since an earlier import, and fill what is empty here
  --reject-file f    where to write what cannot come in; otherwise <file>.rejects.jsonl
  --persist-to dir   the local database of \`npm run dev -- --persist-to dir\`
  --env name         an environment of wrangler.toml
  --check-token      imports nothing: says whom a token of the old backend on standard input names, or why it is refused
  --rounds, --mem-cost, --salt-separator   of Firebase's hash_config, if they are not 8, 14 and Bw==

Exit status: 0 if all came in, 1 if something did not (see the reject file), 2 if the import could not be made.
`

/** The options of the command line. Throws an `Error` that says which of them is wrong; without a file, there is no `source`. */
export function readOptions(args: string[]) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      ...DATABASE_OPTIONS,
      'dry-run': { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
      ids: { type: 'boolean', default: false },
      map: { type: 'string', multiple: true, default: [] },
      from: { type: 'string', default: 'mongo' },
      rounds: { type: 'string', default: '8' },
      'mem-cost': { type: 'string', default: '14' },
      'salt-separator': { type: 'string', default: 'Bw==' },
      'reject-file': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (!NAMES.includes(values.from)) throw new Error(`--from ${values.from}: it is one of ${NAMES.join(', ')}`)
  if (values.from === 'latchkey' && (values.update || values.map.length > 0))
    throw new Error('--from latchkey brings users in exactly as they are in the file, without --map and --update')
  if (values.from === 'latchkey' && values.ids) throw new Error('--ids is of the exports of other backends')
  const [source, ...others] = positionals
  return {
    ...values,
    source: others.length > 0 ? undefined : source,
    /** None for Latchkey's own export. */
    format: FORMATS[values.from],
    map: new Map(values.map.map(readMapping)),
    formatOptions: { rounds: values.rounds, memCost: values['mem-cost'], saltSeparator: values['salt-separator'] },
  }
}

type Options = ReturnType<typeof readOptions>

/** How documents are read; nothing for Latchkey's own export. */
export const readingOf = ({ format, formatOptions, map }: Options, secrets: FormatSecrets): Reading | undefined =>
  format && { format, formatOptions, map, secrets }

function readMapping(text: string): [string, string] {
  const [from, to, ...rest] = text.split('=')
  if (!from || !to || rest.length > 0) throw new Error(`--map ${text}: write it as from=to`)
  if (!PROFILE_FIELDS.includes(to))
    throw new Error(`--map ${text}: ${to} is no profile field (${PROFILE_FIELDS.join(', ')})`)
  return [from, to]
}
