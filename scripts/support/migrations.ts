import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The migrations of Latchkey's own tables. */
export const MIGRATIONS = 'migrations'

/** Those of the team's tables, which refer to Latchkey's. */
export const EXTENSION_MIGRATIONS = 'src/extensions/migrations'

/** The folders in the order in which they are applied. */
export const MIGRATION_FOLDERS = [MIGRATIONS, EXTENSION_MIGRATIONS]

/** The names of a folder's migrations in their order: none where there is no folder. */
export const migrationsIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.sql'))
        .sort()
    : []

/** The SQL of all migrations of a checkout, in the order in which they are applied. */
export const readMigrations = (checkout: string): string[] =>
  MIGRATION_FOLDERS.flatMap((folder) =>
    migrationsIn(join(checkout, folder)).map((file) => readFileSync(join(checkout, folder, file), 'utf8')),
  )
