import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/extensions/schema.ts',
  out: './src/extensions/migrations',
})
