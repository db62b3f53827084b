import { GENERATED_PART, isGenerated } from '../generate/generated.ts'
import type { Repository } from './repository.ts'

/** The files in which a merge would conflict, by who makes them right. */
export interface Conflicts {
  /** Somebody has to decide. */
  own: string[]
  /** `npm run generate` makes them again, with or without conflict markers in them. */
  generated: string[]
  /** `npm install` makes it right by itself. */
  lock: string[]
  /** Files that git does not know yet, where the newer version has some, too. */
  untracked: string[]
}

export function conflictsOf(repository: Repository, commit: string): Conflicts {
  const { tree, conflicts } = repository.merge(commit)
  const isMade = (file: string) => isGenerated(file) || isOnlyInGeneratedParts(repository.read(tree, file))
  const generated = conflicts.filter(isMade)
  const theirs = new Set(repository.files(commit))
  return {
    own: conflicts.filter((file) => !generated.includes(file) && file !== LOCK),
    generated,
    lock: conflicts.filter((file) => file === LOCK),
    untracked: repository.untrackedFiles().filter((file) => theirs.has(file)),
  }
}

const LOCK = 'package-lock.json'

const MARKER = /^<{7} /m

/** Whether all conflicts of a document are between the markers of what is generated. */
const isOnlyInGeneratedParts = (text = ''): boolean =>
  MARKER.test(text) && !MARKER.test(text.replace(GENERATED_PART, ''))
