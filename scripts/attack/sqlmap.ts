import { mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { runTool } from './tool.ts'

const TIMEOUT_SECONDS = 300

const OPTIONS = [
  '--batch', // asks no questions
  '--ignore-stdin',
  '--ignore-code=*', // a refusal is an answer to be compared
  '--dbms=SQLite',
  '--level=2',
  '--risk=2',
  '--technique=BEU', // attacks by time need a database that can sleep
  '--flush-session',
  '--disable-coloring',
  '--timeout=20',
  '--retries=1',
]

/** What sqlmap found out about a request. `untested`: it could not do its work, and `output` says why. */
interface Finding {
  verdict: 'injectable' | 'clean' | 'untested'
  /** How often each status of a failure came back, as sqlmap counted. */
  statuses: string[]
  output: string
}

/** Lets sqlmap attack every marked parameter of a request. */
export async function attackWithSqlmap(parent: string, text: string, randomized?: string): Promise<Finding> {
  const directory = await mkdtemp(join(parent, 'sqlmap-'))
  const file = join(directory, 'request.txt')
  await writeFile(file, text)
  const args = ['-r', file, ...OPTIONS, `--output-dir=${directory}`]
  if (randomized) args.push(`--randomize=${randomized}`)
  return judge(await runTool('sqlmap', args, TIMEOUT_SECONDS, { cwd: directory }))
}

function judge(output: string): Finding {
  const statuses = [...output.matchAll(/(\d{3} \([^)]+\)) - (\d+) times/g)].map(
    ([, status, times]) => `${times} x ${status}`,
  )
  if (output.includes('all tested parameters do not appear to be injectable'))
    return { verdict: 'clean', statuses, output }
  const isFound = output.includes('identified the following injection point')
  return { verdict: isFound ? 'injectable' : 'untested', statuses, output }
}

/** Shows that sqlmap with these options finds a hole where there is one: a server that puts its input into its SQL. */
export async function findsKnownHole(directory: string): Promise<boolean> {
  const database = new DatabaseSync(':memory:')
  database.exec("CREATE TABLE users (id TEXT, name TEXT); INSERT INTO users VALUES ('x', 'Syamlal')")
  const server = createServer((request, answer) => {
    const id = decodeURIComponent(request.url?.split('/').at(-1) ?? '')
    try {
      const row = database.prepare(`SELECT name FROM users WHERE id = '${id}'`).get()
      answer.writeHead(row ? 200 : 404).end(JSON.stringify(row ?? 'There is no such user.'))
    } catch (error) {
      answer.writeHead(500).end(String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const text = `GET /users/profile/public/x* HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`
    const { verdict } = await attackWithSqlmap(directory, text)
    return verdict === 'injectable'
  } finally {
    server.close()
    server.closeAllConnections()
    database.close()
  }
}
