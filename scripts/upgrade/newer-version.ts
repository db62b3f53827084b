import { realpathSync, statSync } from 'node:fs'
import { Complaint } from '../generate/complaint.ts'
import { shellWord } from '../support/printable.ts'
import { git, isShallow, type Repository, topOf } from './repository.ts'

/** A version of Latchkey that could be merged into this checkout. */
export interface NewerVersion {
  /** As it was named. */
  name: string
  /** A tree, or a commit. */
  tree: string
  /** The same as a commit, if its history is known. */
  commit?: string
  /** Why it is not. */
  unknown?: string
  /** The commands that merge it. */
  merge: string[]
}

/** Finds a version by a name of this repository, or in a folder. Throws a `Complaint` if there is none. */
export function openVersion(repository: Repository, name: string): NewerVersion {
  const commit = repository.commitOf(name)
  if (commit) return { name, tree: commit, commit, merge: [`git merge ${shellWord(name)}`] }
  if (!statSync(name, { throwIfNoEntry: false })?.isDirectory()) {
    throw new Complaint(`${name} is neither a commit of this repository nor a folder. A version that is elsewhere has to be
fetched first: git fetch upstream --tags (docs/upgrading.md).`)
  }
  const folder = realpathSync(name)
  const merge = [`git fetch ${shellWord(name)} HEAD`, 'git merge FETCH_HEAD']
  if (topOf(folder) !== folder) {
    return { name, tree: repository.treeOf(folder), unknown: 'the folder has no git history', merge: [] }
  }
  const head = git(folder, ['rev-parse', '--verify', 'HEAD']).stdout.trim()
  repository.borrow(folder)
  if (!isShallow(folder)) return { name, tree: head, commit: head, merge }
  const unknown = 'the folder is a shallow clone: git fetch --unshallow there makes it whole'
  return { name, tree: `${head}^{tree}`, unknown, merge: [] }
}
