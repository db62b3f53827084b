import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import packageJson from '../../../package.json'
import { buildClient, PROJECT } from '../support/built-client.ts'

const run = promisify(execFile)

const KIB = 1_024
/** Bytes of gzip. */
const BUDGETS = {
  'client.js': 6.25 * KIB,
  'admin.js': 2.5 * KIB,
  'react.js': 1.5 * KIB,
  'server.js': 3 * KIB,
  'worker.js': 1.75 * KIB,
}

const FRAMEWORKS = ['express', 'fastify', 'hono', 'next']

const builds = { asItIs: '', minified: '', script: '' }

beforeAll(async () => {
  builds.asItIs = await buildClient()
  builds.minified = await buildClient({ minify: true, dts: false })
  builds.script = await buildClient({ format: 'iife', globalName: 'latchkey', dts: false })
})

afterAll(() => Promise.all(Object.values(builds).map((directory) => rm(directory, { recursive: true, force: true }))))

/** What a file of the package imports. */
const imports = async (file: string) =>
  [...(await readFile(join(builds.asItIs, file), 'utf8')).matchAll(/\bfrom "([^"]+)"/g)].map(([, name]) => name)

describe('the built client', () => {
  it('is a file of code and one of types, a small one for apps without a bundler, the same for operators, React, servers and other Workers, and what npm wants beside them', async () => {
    const files = [
      'LICENSE',
      'README.md',
      'admin.d.ts',
      'admin.js',
      'client.d.ts',
      'client.js',
      'client.min.js',
      'package.json',
      'react.d.ts',
      'react.js',
      'server',
      'server.d.ts',
      'server.js',
      'worker.d.ts',
      'worker.js',
    ]
    expect((await readdir(builds.asItIs)).sort()).toEqual(files)
    const ofServers = FRAMEWORKS.flatMap((name) => [`${name}.d.ts`, `${name}.js`])
    expect((await readdir(join(builds.asItIs, 'server'))).sort()).toEqual(ofServers)
  })

  it.each(Object.entries(BUDGETS))('keeps to its budget: %s', async (file, bytes) => {
    const code = await readFile(join(builds.minified, file))
    expect(gzipSync(code).length).toBeLessThanOrEqual(bytes)
  })

  it('imports nothing', async () => {
    expect(await readFile(join(builds.asItIs, 'client.min.js'), 'utf8')).not.toMatch(/\b(import\b[\s{"'*(]|from["'])/)
    for (const file of ['client.js', 'client.d.ts']) {
      const text = await readFile(join(builds.asItIs, file), 'utf8')
      expect(text).not.toMatch(/^\s*(import\b|export .* from\b|\/\/\/ *<reference)/m)
      expect(text).not.toMatch(/\b(require|import)\(/)
    }
  })

  it('imports the client in the file for admins: there is one LatchkeyError', async () => {
    expect(await imports('admin.js')).toEqual(['./client.js'])
    expect(await imports('admin.d.ts')).toEqual(['./client.js'])
  })

  it('imports nothing in the file for other Workers, and types of Hono alone', async () => {
    expect(await imports('worker.js')).toEqual([])
    expect(new Set(await imports('worker.d.ts'))).toEqual(new Set(['hono']))
  })

  it('imports React in the file for React, and of the client types alone', async () => {
    expect(await imports('react.js')).toEqual(['react'])
    expect((await imports('react.d.ts')).sort()).toEqual(['./client.js', 'react'])
  })
})

describe('the built verifier', () => {
  it('imports jose, and its types nothing', async () => {
    expect((await imports('server.js')).sort()).toEqual(['jose', 'jose/errors'])
    expect(await imports('server.d.ts')).toEqual([])
  })

  it.each(FRAMEWORKS)('imports nothing of %s but types, and the verifier: there is one AccessError', async (name) => {
    expect(await imports(`server/${name}.js`)).toEqual(['../server.js'])
    const types = name === 'next' ? ['../server.js'] : ['../server.js', name]
    expect(await imports(`server/${name}.d.ts`)).toEqual(types)
  })

  it('augments the requests of Express and Fastify', async () => {
    expect(await readFile(join(builds.asItIs, 'server/express.d.ts'), 'utf8')).toContain('declare global')
    expect(await readFile(join(builds.asItIs, 'server/fastify.d.ts'), 'utf8')).toContain('declare module "fastify"')
  })
})

describe('the package', () => {
  it('brings jose along for servers and no other package, and runs nothing when it is installed', async () => {
    const manifest = JSON.parse(await readFile(join(builds.asItIs, 'package.json'), 'utf8'))
    const { dependencies, peerDependencies, peerDependenciesMeta, ...others } = manifest
    expect(dependencies).toEqual({ jose: packageJson.devDependencies.jose })
    expect(peerDependencies).toEqual({ react: '>=18', hono: '>=4', express: '>=4', fastify: '>=4' })
    const optional = { optional: true } // npm installs none of them for an app without it
    expect(peerDependenciesMeta).toEqual({ react: optional, hono: optional, express: optional, fastify: optional })
    expect(Object.keys(others).filter((key) => /dependencies|scripts|workspaces/i.test(key))).toEqual([])
  })

  it('packs with a README of its own, and is installed without a warning', async () => {
    const { stdout } = await run('npm', ['pack', builds.asItIs, '--pack-destination', builds.asItIs, '--json'])
    const [{ filename, files }] = JSON.parse(stdout)
    expect(files.map(({ path }: { path: string }) => path).sort()).toContain('README.md')
    const app = join(builds.asItIs, 'app')
    await mkdir(app)
    const { stdout: installed, stderr } = await run('npm', ['install', '--prefix', app, join(builds.asItIs, filename)])
    expect(stderr + installed).not.toMatch(/warn/i)
    const { stdout: readme } = await run('tar', ['xzOf', join(builds.asItIs, filename), 'package/README.md'])
    expect(readme).toMatch(/^# latchkey\/client\n/)
  })

  it('is not what npm packs of the whole repository', async () => {
    await expect(run('npm', ['pack', '--dry-run'], { cwd: PROJECT })).rejects.toThrow('npm run pack:client')
  })
})

describe('a platform that has nothing but fetch', () => {
  it('runs the client', async () => {
    const calls: string[] = []
    const answers = [
      { status: 201, body: { data: { _id: '1', name: 'Syamlal', token: 't1', refreshToken: 'r1' } } },
      { status: 401, body: { status: 401, code: 'token_expired', message: '' } },
      { status: 200, body: { data: { token: 't2', refreshToken: 'r2' } } },
      { status: 200, body: { data: { _id: '1', name: 'Syamlal' } } },
      { status: 404, body: { status: 404, code: 'session_not_found', message: 'There is no such session.' } },
      { status: 204 },
    ]
    const fetch = async (url: string, init: { method: string }) => {
      calls.push(`${init.method} ${url}`)
      const { status, body } = answers.shift() ?? { status: 500 }
      const text = async () => (body ? JSON.stringify(body) : '')
      const get = (name: string) => (name === 'content-type' && status > 299 ? 'application/problem+json' : null)
      return { status, headers: { get }, text }
    }
    const platform = createContext({ fetch }, { codeGeneration: { strings: false, wasm: false } })
    runInContext('delete globalThis.console', platform) // the engine's own, for its debugger
    expect(runInContext('[typeof fetch, typeof console, typeof URL, typeof setTimeout].join()', platform)).toBe(
      'function,undefined,undefined,undefined',
    )
    runInContext(await readFile(join(builds.script, 'client.iife.js'), 'utf8'), platform)
    const events = await runInContext(
      `(async () => {
        const events = []
        const storage = latchkey.memoryStorage()
        const client = latchkey.createClient({ baseUrl: 'https://api.example.com', storage })
        for (const event of ['signedIn', 'refreshed', 'signedOut']) client.on(event, () => events.push(event))
        events.push((await client.register({ name: 'Syamlal', email: 'a@example.com', password: 'x' })).name)
        events.push((await client.getProfile()).name)
        await client.endSession('é').catch((error) => events.push(error instanceof latchkey.LatchkeyError, error.code))
        await client.logout()
        events.push(await client.isSignedIn())
        await Promise.resolve()
        return events.join()
      })()`,
      platform,
    )
    expect(events).toBe('signedIn,Syamlal,refreshed,Syamlal,true,session_not_found,signedOut,false')
    expect(calls).toEqual([
      'POST https://api.example.com/users/register',
      'GET https://api.example.com/users/profile',
      'POST https://api.example.com/users/token/refresh',
      'GET https://api.example.com/users/profile',
      'DELETE https://api.example.com/users/sessions/%C3%A9',
      'POST https://api.example.com/users/logout',
    ])
  })

  it('runs the client with a fetch that came after it', async () => {
    const platform = createContext({})
    runInContext(await readFile(join(builds.script, 'client.iife.js'), 'utf8'), platform)
    const code = await runInContext(
      `(async () => {
        const client = latchkey.createClient({ baseUrl: 'https://api.example.com', storage: latchkey.memoryStorage() })
        const none = await client.getHealth().catch((error) => error.code)
        globalThis.fetch = async () => ({ status: 200, headers: { get: () => null }, text: async () => '{"data":{"status":"ok"}}' })
        return none + ' ' + (await client.getHealth()).status
      })()`,
      platform,
    )
    expect(code).toBe('network_error ok')
  })
})
