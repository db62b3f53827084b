import { join } from 'node:path'
import { defineConfig } from 'vite'

/** The console as static assets of the Worker: public/admin, which only src/http/pages/console.ts serves. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/admin/',
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
    },
  },
})
