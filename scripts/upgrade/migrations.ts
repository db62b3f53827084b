import { cautionsOf } from '../support/migration-cautions.ts'
import { EXTENSION_MIGRATIONS, MIGRATIONS } from '../support/migrations.ts'
import type { Repository } from './repository.ts'

interface Migrations {
  /** Those to come, each with what to know before it is applied. */
  toCome: { name: string; cautions: string[] }[]
  /** This checkout's own in Latchkey's folder, which have the number of one to come. */
  sameNumber: string[]
}

export function migrationsOf(repository: Repository, tree: string): Migrations {
  const namesOf = (version: string) =>
    repository.files(version, MIGRATIONS).flatMap((file) => /^migrations\/([^/]+\.sql)$/.exec(file)?.[1] ?? [])
  const extensions = repository
    .files('HEAD', EXTENSION_MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => repository.read('HEAD', file))
    .join('\n')
  const [here, theirs] = [namesOf('HEAD'), namesOf(tree)]
  const toCome = theirs.filter((name) => !here.includes(name))
  const numbers = toCome.map(numberOf)
  return {
    toCome: toCome.map((name) => ({
      name,
      cautions: cautionsOf(repository.read(tree, `${MIGRATIONS}/${name}`) ?? '', extensions),
    })),
    sameNumber: here.filter((name) => !theirs.includes(name) && numbers.includes(numberOf(name))),
  }
}

const numberOf = (name: string): string => name.replace(/_.*/, '')
