import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig, type UserConfig } from 'tsdown'

const common: UserConfig = {
  outDir: 'dist',
  tsconfig: 'client/tsconfig.json',
  platform: 'neutral', // no Node, no browser
  target: 'es2020', // what Hermes and the bundlers of apps take as it is
  dts: true,
}

/** The frameworks of servers that have a file of their own. */
const FRAMEWORKS = ['hono', 'express', 'fastify', 'next']

const forServers: UserConfig = {
  tsconfig: 'client/server/tsconfig.json',
  target: 'node20', // and newer ones, Deno, Bun and Workers
  deps: { neverBundle: ['jose', 'jose/errors', ...FRAMEWORKS] },
}

/**
 * The package of the client, as apps install it: a file of code and one of types, which need nothing else, the same for
 * React, and what npm wants beside them. It is a folder of its own, since npm would pack the README of the service with it.
 */
export default defineConfig([
  {
    ...common,
    entry: { client: 'client/index.ts' },
    copy: ['client/README.md', 'LICENSE'],
    hooks: {
      'build:done': ({ options }) => writeFileSync(join(options.outDir, 'package.json'), packageJson()),
    },
  },
  {
    ...common,
    entry: { 'client.min': 'client/index.ts' }, // for an app without a bundler
    minify: true,
    dts: false,
  },
  {
    ...common,
    entry: { admin: 'client/admin/index.ts' }, // by itself: an app has no use for it
    plugins: [sharedWithClient('error.ts')], // one LatchkeyError for a page that uses both
  },
  {
    ...common,
    entry: { worker: 'client/worker/index.ts' }, // for other Workers: of Hono it has types alone
    deps: { neverBundle: [/^hono(\/|$)/] },
  },
  {
    ...common,
    entry: { react: 'client/react/index.ts' },
    deps: { neverBundle: ['react'] },
    plugins: [sharedWithClient('index.ts')],
  },
  {
    ...common,
    ...forServers,
    entry: { server: 'client/server/index.ts' },
  },
  ...FRAMEWORKS.map((name) => ({
    ...common,
    ...forServers,
    entry: { [`server/${name}`]: `client/server/${name}.ts` },
    plugins: [external(['./index.ts'], '../server.js')], // one AccessError, whoever imports it
  })),
])

/** Takes what a file of client/ exports from client.js instead of a copy of it. */
function sharedWithClient(file: string) {
  return external([`./${file}`, `../${file}`], './client.js')
}

/** Takes what a file exports from another of the package. */
function external(ids: string[], file: string) {
  return {
    name: file,
    resolveId: (id: string) => (ids.includes(id) ? { id: file, external: true } : null),
  }
}

function packageJson(): string {
  const { name, version, license, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const manifest = {
    name,
    version,
    description: 'The client of a Latchkey service: register, log in and stay logged in, in any JavaScript app',
    license,
    private: true, // nobody publishes it by mistake
    type: 'module',
    exports: {
      './client': { types: './client.d.ts', default: './client.js' },
      './admin': { types: './admin.d.ts', default: './admin.js' },
      './worker': { types: './worker.d.ts', default: './worker.js' },
      './react': { types: './react.d.ts', default: './react.js' },
      './server': { types: './server.d.ts', default: './server.js' },
      ...Object.fromEntries(
        FRAMEWORKS.map((name) => [
          `./server/${name}`,
          { types: `./server/${name}.d.ts`, default: `./server/${name}.js` },
        ]),
      ),
      './client.min.js': { types: './client.d.ts', default: './client.min.js' },
      './package.json': './package.json',
    },
    dependencies: { jose: devDependencies.jose }, // for servers; no app that imports the client bundles it
    peerDependencies: { react: '>=18', hono: '>=4', express: '>=4', fastify: '>=4' },
    // An app without React uses the client alone, and a server has one framework.
    peerDependenciesMeta: {
      react: { optional: true },
      hono: { optional: true },
      express: { optional: true },
      fastify: { optional: true },
    },
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
