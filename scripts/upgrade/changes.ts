/** What a newer version does to something that has a name. */
export type Change =
  | { kind: 'new'; name: string; theirs: string }
  /** `was` is the value where the two parted, if that is known. */
  | { kind: 'gone'; name: string; was: string | undefined }
  | { kind: 'changed'; name: string; here: string; was: string | undefined; theirs: string }

interface Values {
  here: Map<string, string>
  theirs: Map<string, string>
  /** Where the two parted, if that is known. */
  base: Map<string, string> | undefined
}

/**
 * What changes here by a newer version. What this checkout added or changed itself is no change of theirs; without a base
 * nobody can tell the two apart.
 */
export function changesOf({ here, theirs, base }: Values): Change[] {
  const names = new Set([...theirs.keys(), ...here.keys()])
  return [...names].flatMap((name): Change[] => {
    const [own, their, was] = [here.get(name), theirs.get(name), base?.get(name)]
    if (own === undefined && their !== undefined && was === undefined) return [{ kind: 'new', name, theirs: their }]
    if (own === undefined) return []
    if (their === undefined) return !base || was !== undefined ? [{ kind: 'gone', name, was }] : []
    if (own === their || (base && was === their)) return []
    return [{ kind: 'changed', name, here: own, was, theirs: their }]
  })
}
