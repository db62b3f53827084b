import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-pool-workers'
import { defineConfig } from 'vitest/config'
import { bcryptjs } from './scripts/build-worker/bcryptjs.ts'
import { newDevSecrets } from './scripts/support/dev-secrets.ts'
import { EXTENSION_MIGRATIONS, MIGRATIONS } from './scripts/support/migrations.ts'
import { TableReporter } from './test/faults/table-reporter.ts'
import { OIDC_PROVIDERS } from './test/support/oidc-providers.ts'

const secrets = await newDevSecrets()
Object.assign(process.env, secrets) // or wrangler warns that a clone has no .dev.vars

const worker = cloudflareTest(async () => ({
  main: './src/index.ts', // and not what the build makes of it
  wrangler: { configPath: './wrangler.toml' },
  miniflare: {
    r2Buckets: ['AVATARS'],
    images: { binding: 'IMAGES' },
    bindings: {
      ...secrets,
      PASSWORD_ITERATIONS: '20000', // two slices: enough to see the chain
      GUESTS: 'on',
      FACTORS: 'on',
      LOGIN_CODES: 'on',
      PASSKEYS: 'on',
      ADMIN: 'on',
      APPLE_CLIENT_IDS: 'com.example.app,com.example.web',
      GOOGLE_CLIENT_IDS: 'ios.apps.googleusercontent.com,web.apps.googleusercontent.com',
      OIDC_PROVIDERS: JSON.stringify(OIDC_PROVIDERS),
      TEST_MIGRATIONS: await readD1Migrations(MIGRATIONS),
      TEST_EXTENSION_MIGRATIONS: existsSync(EXTENSION_MIGRATIONS) ? await readD1Migrations(EXTENSION_MIGRATIONS) : [],
    },
  },
}))

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism() - 1), // with two cores Vitest would use one
    reporters: [
      'default',
      ...(process.env.GITHUB_ACTIONS ? ['github-actions'] : []),
      ...(process.env.CI_REPORT ? ['json'] : []),
      new TableReporter(),
    ],
    outputFile: { json: process.env.CI_REPORT ?? '' }, // for the count at the end of .ci/run
    coverage: {
      provider: 'istanbul',
      include: [
        'src/**/*.ts',
        'client/*.ts',
        'client/access/*.ts',
        'client/admin/*.ts',
        'client/react/*.ts',
        'client/server/*.ts',
        'client/worker/*.ts',
      ],
      reporter: ['text-summary', 'html'],
    },
    projects: [
      {
        plugins: [worker, bcryptjs],
        test: {
          name: 'worker',
          include: ['test/**/*.test.ts', 'client/test/**/*.test.ts'],
          exclude: ['test/journeys/**', 'test/installs/**', 'test/browser/**', 'client/test/package/**'],
          setupFiles: ['test/support/setup.ts'],
          // React is CommonJS, which workerd takes only bundled.
          deps: { optimizer: { ssr: { enabled: true, include: ['react', 'react-dom/server', 'test-renderer'] } } },
          testTimeout: 60_000, // a machine may be slow
          isolate: false, // files share an isolate; each test starts from an empty database
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000, // starts a whole wrangler, also on a slow machine
        },
      },
      {
        test: {
          name: 'installs', // what takes packages of its own: npm run test:installs
          include: ['test/installs/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 600_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'package',
          include: ['client/test/package/**/*.test.ts'],
          testTimeout: 60_000, // packs and type-checks
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false, // a browser and a wrangler each
        },
      },
    ],
  },
})
