/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from 'vitest'
import { interceptD1 } from '../support/d1.ts'
import { exampleCall } from '../support/every-route.ts'
import { serviceWith } from '../support/service.ts'
import { code, tableUnder } from './table.ts'

const documents = import.meta.glob<string>('/docs/architecture.md', { query: '?raw', import: 'default', eager: true })
const [architecture = ''] = Object.values(documents)

// D1 counts a row for each index that it is written to, and bills them.
describe('docs/architecture.md', () => {
  const counts = tableUnder(architecture, '## Rows written').map(([call = '', rows]) => ({
    route: code(call),
    rows: Number(rows),
  }))

  it('says how many rows some calls write', () => {
    expect(counts.map(({ route }) => route)).toContain('POST /users/login')
  })

  it.each(counts)('says that $route writes $rows rows', async ({ route, rows }) => {
    const { path, call, settings } = await exampleCall(route)
    let written = 0
    const DB = interceptD1(async (run) => {
      const answer = await run()
      written += [answer].flat().reduce((sum, result) => sum + Object(Object(result).meta).rows_written, 0)
      return answer
    })
    const { status } = await serviceWith({ ...settings, DB })(path, call)
    expect(status).toBeLessThan(300)
    expect(written).toBe(rows)
  })
})
