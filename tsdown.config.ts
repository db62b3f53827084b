import { defineConfig } from 'tsdown'

/** `latchkey/client`: one file of code and one of types, which need nothing else. */
export default defineConfig({
  entry: { client: 'client/index.ts' },
  outDir: 'dist',
  tsconfig: 'client/tsconfig.json',
  platform: 'neutral', // no Node, no browser
  target: 'es2020', // what Hermes and the bundlers of apps take as it is
  dts: true,
})
