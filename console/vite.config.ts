import { join } from 'node:path'
import { defineConfig } from 'vite'
import { consoleLanguages } from '../scripts/support/console-languages.ts'

const PARSER = '@formatjs/icu-messageformat-parser'

/** The console as static assets of the Worker: public/admin, which only src/http/pages/console.ts serves. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
  plugins: [consoleLanguages(join(import.meta.dirname, '..'))],
  resolve: {
    // Sentences are parsed when the console is built.
    alias: { [PARSER]: `${PARSER}/no-parser.js` },
  },
  build: {
    outDir: join(import.meta.dirname, '../public/admin'),
    emptyOutDir: true,
    assetsInlineLimit: 0, // the Content-Security-Policy lets in what the Worker serves
    modulePreload: { polyfill: false },
    target: 'baseline-widely-available',
    reportCompressedSize: false, // scripts/size.ts holds it to a budget
    chunkSizeWarningLimit: 1_000, // kB, not compressed
    rolldownOptions: {
      // "use client" is for servers that render React, of which there is none here: a warning for each module of Mantine.
      onLog: (level, log, handle) => log.code === 'MODULE_LEVEL_DIRECTIVE' || handle(level, log),
      output: {
        // Else what the charts share with it would be a file of its own, which everybody loads.
        codeSplitting: { groups: [{ name: 'console', tags: ['$initial'] }] },
        chunkFileNames: ({ name }) => `assets/${name.replace('_virtual_', '')}-[hash].js`,
      },
    },
  },
})
