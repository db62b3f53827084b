// npm run generate: writes every file that is made of other files. With --check it writes nothing and fails if one is not
// up to date, naming each.
import { Complaint } from './complaint.ts'
import { Files } from './files.ts'

// In the order in which they need each other: src/app.ts, of which the OpenAPI document is made, runs the compiled
// statements, and has the routes of src/extensions; the client and the documents are made of the OpenAPI document. So each
// is loaded after the one before it has written.
const generators = [
  () => import('./common-passwords.ts'),
  () => import('./statements.ts'),
  () => import('./extensions.ts'),
  () => import('./languages.ts'),
  () => import('./openapi.ts'),
  () => import('./supabase-document.ts'),
  () => import('./client-api.ts'),
  () => import('./bindings.ts'),
  () => import('./docs.ts'),
]

const files = new Files({ isCheck: process.argv.includes('--check') })
try {
  for (const load of generators) await (await load()).generate(files)
} catch (error) {
  if (!(error instanceof Complaint)) throw error
  console.error(error.message)
  process.exitCode = 1
} finally {
  for (const file of files.stale) console.error(`${file} is not up to date: npm run generate`)
  if (files.stale.length > 0) process.exitCode = 1
}
