import { Complaint } from '../generate/complaint.ts'
import { newEntries } from './changelog.ts'
import { changesOf } from './changes.ts'
import { type Configuration, readConfiguration } from './configuration.ts'
import { type Conflicts, conflictsOf } from './conflicts.ts'
import { migrationsOf } from './migrations.ts'
import { type NewerVersion, openVersion } from './newer-version.ts'
import * as report from './report.ts'
import { Repository } from './repository.ts'
import { compareVersions, versionOf } from './version.ts'

/** What belongs to the team alone. */
const THEIR_OWN = ['src/extensions', 'test/extensions']

/** Environments do inherit these. */
const INHERITED = /^assets /

interface Comparison {
  paragraphs: string[]
  /** Whether nothing is in the way of a merge. */
  isClear: boolean
}

/**
 * Says what a newer version changes for the checkout in the working directory. What git has to write for that goes into the
 * folder `scratch`. Throws a `Complaint` if the two cannot be compared.
 */
export function compareWith(name: string, scratch: string): Comparison {
  const repository = new Repository(process.cwd(), scratch)
  const newer = openVersion(repository, name)
  const versions = {
    here: versionOf(repository.read('HEAD', 'package.json'), 'this checkout', { isOurs: true }),
    theirs: versionOf(repository.read(newer.tree, 'package.json'), name),
  }
  demandCommitted(repository.changedFiles())
  if (compareVersions(versions.theirs, versions.here) < 0) {
    throw new Complaint(`${name} is older than this checkout: ${versions.theirs}, and here is ${versions.here}.`)
  }
  const base = newer.commit && repository.mergeBase(newer.commit)
  if (isHere(repository, newer, base)) return { paragraphs: [report.nothing(name, versions)], isClear: true }

  const conflicts = base && newer.commit ? conflictsOf(repository, newer.commit) : undefined
  const touched = base ? filesOfTheTeam(repository, base, newer.tree) : []
  const paragraphs = [
    report.title(name, versions, base && newer.commit ? repository.count(newer.commit) : undefined),
    whatIsUnknown(repository, newer, base) ?? '',
    ...changelog(repository, newer.tree),
    ...configuration(repository, { newer, base }),
    ...report.migrations(migrationsOf(repository, newer.tree)),
    ...(base ? report.touched(touched) : []),
    ...(conflicts ? [...report.conflicts(conflicts), ...report.commands(newer.merge, conflicts)] : []),
  ]
  const isUnrelated = newer.commit !== undefined && !base
  const isClear = !isUnrelated && touched.length === 0 && !(conflicts && isInTheWay(conflicts))
  return { paragraphs: paragraphs.filter((paragraph) => paragraph !== ''), isClear }
}

function demandCommitted(changed: string[]): void {
  if (changed.length === 0) return
  throw new Complaint(`Only what is committed is compared. Commit or stash first: ${changed.join(', ')}`)
}

function isHere(repository: Repository, { tree, commit }: NewerVersion, base: string | undefined): boolean {
  return commit === undefined ? repository.differing('HEAD', tree).length === 0 : commit === base
}

function whatIsUnknown(repository: Repository, newer: NewerVersion, base: string | undefined): string | undefined {
  if (newer.unknown) return report.withoutHistory(newer.unknown)
  if (base) return undefined
  return repository.isShallow() ? report.shallow() : report.unrelated()
}

function changelog(repository: Repository, tree: string): string[] {
  const read = (version: string) => repository.read(version, 'CHANGELOG.md') ?? ''
  return report.changelog(newEntries(read(tree), read('HEAD')))
}

interface Compared {
  newer: NewerVersion
  base: string | undefined
}

function configuration(repository: Repository, { newer, base }: Compared): string[] {
  const read = (tree: string, whose: string) => readConfiguration(repository.read(tree, 'wrangler.toml') ?? '', whose)
  const here = read('HEAD', 'this checkout')
  const theirs = read(newer.tree, newer.name)
  const common = base ? read(base, 'the version that both come from') : undefined
  const changes = (part: 'settings' | 'secrets' | 'bindings' | 'others') =>
    changesOf({ here: here[part], theirs: theirs[part], base: common?.[part] })
  return [
    ...report.settings(changes('settings'), theirs.comments),
    ...report.secrets(changes('secrets'), theirs.comments),
    ...report.bindings(changes('bindings')),
    ...report.others(changes('others')),
    ...report.environments(lacking(here, theirs)),
  ]
}

/** What each environment of this checkout has not been given: it inherits none of it. */
function lacking(here: Configuration, theirs: Configuration) {
  const without = (names: Iterable<string>, own: Set<string>) => [...names].filter((name) => !own.has(name))
  const required = [...theirs.secrets].filter(([, needed]) => needed === 'required').map(([secret]) => secret)
  return here.environments.map(({ name, settings, bindings, secrets }) => ({
    name,
    missing: [
      ...without(theirs.settings.keys(), settings),
      ...without(theirs.bindings.keys(), bindings).filter((binding) => !INHERITED.test(binding)),
      ...without(required, secrets),
    ],
  }))
}

/** Files that the team has in its own folders, and that differ between two versions of Latchkey. */
function filesOfTheTeam(repository: Repository, from: string, to: string): string[] {
  const own = new Set(THEIR_OWN.flatMap((folder) => repository.files('HEAD', folder)))
  return repository.differing(from, to, THEIR_OWN).filter((file) => own.has(file))
}

const isInTheWay = ({ own, untracked }: Conflicts): boolean => own.length > 0 || untracked.length > 0
