import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildClient, PROJECT } from '../support/built-client.ts'

const run = promisify(execFile)
const EXAMPLE = join(PROJECT, 'examples/web')

// The example as somebody has it who has copied the folder and installed the client: nothing else of the repository.
let app: string
let manifest: { dependencies: Record<string, string>; devDependencies: Record<string, string> }

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'latchkey-example-alone-'))
  manifest = JSON.parse(await readFile(join(EXAMPLE, 'package.json'), 'utf8'))
  const notCopied = ['node_modules', 'dist', 'package-lock.json']
  await cp(EXAMPLE, app, { recursive: true, filter: (path) => !notCopied.includes(basename(path)) })
  const built = await buildClient()
  await cp(built, join(app, 'node_modules/latchkey'), { recursive: true })
  await rm(built, { recursive: true })
  const { latchkey: _, ...dependencies } = { ...manifest.dependencies, ...manifest.devDependencies }
  for (const name of [...Object.keys(dependencies), 'csstype']) {
    await mkdir(dirname(join(app, 'node_modules', name)), { recursive: true })
    await symlink(join(PROJECT, 'node_modules', name), join(app, 'node_modules', name))
  }
})

afterAll(() => rm(app, { recursive: true, force: true }))

describe('the example for the web, alone', () => {
  it('installs the client that npm run pack:client makes here', async () => {
    const { name, version } = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8'))
    expect(manifest.dependencies.latchkey).toBe(`file:../../${name}-${version}.tgz`)
  })

  it('has no type that is wrong, with the types of the package', async () => {
    const { stdout } = await run(process.execPath, [join(PROJECT, 'node_modules/typescript/bin/tsc'), '-p', app])
    expect(stdout).toBe('')
  })

  it('is built for the service of .env.production, with a Content-Security-Policy and without the stand-in', async () => {
    await run(process.execPath, [join(PROJECT, 'node_modules/vite/bin/vite.js'), 'build'], { cwd: app })
    const page = await readFile(join(app, 'dist/index.html'), 'utf8')
    const [, policy = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page) ?? []
    expect(policy.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      'img-src https: data: https://api.example.com',
      'connect-src https://api.example.com',
      "base-uri 'none'",
      "form-action 'none'",
    ])
    const files = await readdir(join(app, 'dist/assets'))
    const scripts = await Promise.all(
      files.filter((file) => file.endsWith('.js')).map((file) => readFile(join(app, 'dist/assets', file), 'utf8')),
    )
    expect(scripts.join()).toContain('https://api.example.com')
    expect(scripts.join()).not.toContain('localhost')
  })
})
