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
])

/** Takes what a file of client/ exports from client.js instead of a copy of it. */
function sharedWithClient(file: string) {
  const ids = [`./${file}`, `../${file}`]
  return {
    name: 'client',
    resolveId: (id: string) => (ids.includes(id) ? { id: './client.js', external: true } : null),
  }
}

function packageJson(): string {
  const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8'))
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
      './client.min.js': { types: './client.d.ts', default: './client.min.js' },
      './package.json': './package.json',
    },
    peerDependencies: { hono: '>=4', react: '>=18' },
    peerDependenciesMeta: { hono: { optional: true }, react: { optional: true } }, // who needs neither installs neither
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}
