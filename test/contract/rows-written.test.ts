/// <reference types="vite/types/importMeta.d.ts" />
import { expect, it } from 'vitest'
import { everyRoute } from '../support/routes/index.ts'
import { code, tableUnder } from './table.ts'

const documents = import.meta.glob<string>('/docs/architecture.md', { query: '?raw', import: 'default', eager: true })
const [architecture = ''] = Object.values(documents)

it('docs/architecture.md says how many rows some calls write, as their records do', () => {
  const rows = tableUnder(architecture, '## Rows written').map(([call = '', rows]) => [code(call), Number(rows)])
  const counted = everyRoute.filter(({ rowsWritten }) => rowsWritten !== undefined)
  expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(counted.map((each) => [each.route, each.rowsWritten])))
})
