import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Bundle, WorkerOptions } from '../../scripts/support/bundle.ts'
import { WORKERD } from '../../scripts/support/runtime.ts'

/** From the start of a workerd of its own to the end of its first answer: milliseconds, an entry a start. */
export interface ColdStart {
  server: string
  milliseconds: number[]
}

/** What is started: a Worker, and the first call with the status that it must answer. */
interface Starter {
  name: string
  options: WorkerOptions
  path: string
  status: number
}

/** A Worker that does nothing, with the configuration of another. */
export const emptyBundle = (other: Bundle): Bundle => ({
  ...other,
  modules: [{ name: 'index.js', contents: "export default { fetch: () => new Response('ok') }" }],
})

/** Starts each Worker `count` times, in turns. There is no database: the first call does not need one. */
export async function measureColdStarts(starters: Starter[], count: number, directory: string): Promise<ColdStart[]> {
  const prepared = starters.map((starter) => ({
    ...starter,
    config: writeConfig(starter, join(directory, starter.name)),
  }))
  const results = starters.map(({ name }): ColdStart => ({ server: name, milliseconds: [] }))
  for (const { config, path, status } of prepared) await startOnce(config, path, status) // from now on the files come from memory
  for (let start = 0; start < count; start++) {
    for (const [n, { config, path, status }] of prepared.entries()) {
      results[n]?.milliseconds.push(await startOnce(config, path, status))
    }
  }
  return results
}

async function startOnce(config: string, path: string, status: number): Promise<number> {
  const started = performance.now()
  const child = spawn(WORKERD, ['serve', '--control-fd=3', config], {
    stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
  })
  const exit = once(child, 'exit')
  const port = await listeningPort(child.stdio[3] as Readable)
  const answered = await firstAnswer(port, path)
  const milliseconds = performance.now() - started
  child.kill('SIGKILL')
  await exit
  if (answered !== status) throw new Error(`${config}: the first answer was ${answered}, not ${status}`)
  return milliseconds
}

async function listeningPort(control: Readable): Promise<number> {
  for await (const line of createInterface({ input: control })) {
    const message = JSON.parse(line)
    if (message.event === 'listen') return message.port
  }
  throw new Error('workerd did not start')
}

async function firstAnswer(port: number, path: string): Promise<number | undefined> {
  const request = get({ host: '127.0.0.1', port, path, agent: false })
  const [response] = await once(request, 'response')
  response.resume()
  await once(response, 'end')
  return response.statusCode
}

/** Stands in for whatever else a Worker binds, which has to exist but is not called. */
const STAND_IN = `import { WorkerEntrypoint } from 'cloudflare:workers'
export default class extends WorkerEntrypoint { fetch() { return new Response(null, { status: 503 }) } }
`

function writeConfig({ options }: Starter, directory: string): string {
  const [worker] = options
  const manifest = worker?.config.manifest
  if (!worker || !manifest) throw new Error('a Worker without modules')
  const modules = Object.entries(manifest.modules).sort(([name]) => (name === manifest.mainModule ? -1 : 1))
  mkdirSync(directory, { recursive: true })
  for (const [name, { contents }] of modules) writeFileSync(join(directory, name), contents)
  writeFileSync(join(directory, 'stand-in.js'), STAND_IN)
  const { compatibilityDate, compatibilityFlags = [], env = {} } = worker.config
  const bindings = Object.entries(env).map(([name, binding]) => `(name = ${text(name)}, ${bindingValue(binding)})`)
  const config = join(directory, 'config.capnp')
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .main), (name = "stand-in", worker = .standIn)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [${modules.map(([name]) => `(name = ${text(name)}, esModule = embed ${text(name)})`).join(', ')}],
  compatibilityDate = ${text(compatibilityDate)},
  compatibilityFlags = [${compatibilityFlags.map(text)}],
  bindings = [${bindings.join(', ')}],
);
const standIn :Workerd.Worker = (
  modules = [(name = "index.js", esModule = embed "stand-in.js")],
  compatibilityDate = ${text(compatibilityDate)},
);
`,
  )
  return config
}

function bindingValue(binding: { type: string; value?: unknown }): string {
  switch (binding.type) {
    case 'text':
      return `text = ${text(String(binding.value))}`
    case 'json':
      return `json = ${text(JSON.stringify(binding.value))}`
    case 'd1':
      return 'wrapped = (moduleName = "cloudflare-internal:d1-api", innerBindings = [(name = "fetcher", service = "stand-in")])'
    default:
      return 'service = "stand-in"'
  }
}

/** A text in Cap'n Proto's language: as in JSON, as long as it is ASCII. */
const text = (value: string) => JSON.stringify(value)
