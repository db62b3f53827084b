import { printableInLine } from '../support/printable.ts'
import type { Change } from './changes.ts'
import type { Conflicts } from './conflicts.ts'
import type { migrationsOf } from './migrations.ts'

// Each part is a list of paragraphs: none where there is nothing to say.

interface Versions {
  here: string
  theirs: string
}

export const nothing = (name: string, { here, theirs }: Versions): string =>
  `${name} (${theirs}) has nothing that this checkout (${here}) has not.`

export const title = (name: string, versions: Versions, commits: number | undefined): string =>
  `${name} is Latchkey ${versions.theirs}, and here is ${versions.here}.${
    commits === undefined ? '' : ` It has ${counted(commits, 'commit')} that ${commits === 1 ? 'is' : 'are'} not here.`
  }`

const CANNOT_SAY = `So nothing is said of conflicts,
and what you changed yourself is not told apart from what the newer version changes.`

export const withoutHistory = (reason: string): string =>
  `Without history: ${reason}. ${CANNOT_SAY}
To merge, clone or fetch it with git (docs/upgrading.md).`

export const shallow = (): string =>
  `Without history: this checkout is a shallow clone, in which no common commit is found. git fetch --unshallow makes
it whole. ${CANNOT_SAY}`

export const unrelated = (): string =>
  `Without history: this checkout and the newer version have no commit in common, and git refuses to merge them.
docs/upgrading.md#a-copy-without-history says how to join them, once.
${CANNOT_SAY}`

export function changelog({ breaking, others }: { breaking: string[]; others: number }): string[] {
  const rest =
    others > 0 ? `CHANGELOG.md has ${counted(others, breaking.length > 0 ? 'other line' : 'line')} that are new.` : ''
  if (breaking.length === 0) return [`Nothing that breaks is in its CHANGELOG.md. ${rest}`.trim()]
  return [list('What breaks (CHANGELOG.md)', breaking), rest]
}

export const settings = (changes: Change[], comments: Map<string, string>): string[] =>
  part('Settings (wrangler.toml)', changes, ({ name, theirs }) => `${name} = ${theirs}${described(name, comments)}`)

export const secrets = (changes: Change[], comments: Map<string, string>): string[] =>
  part('Secrets', changes, ({ name, theirs }) => `${name}, ${theirs}${described(name, comments)}`)

export const bindings = (changes: Change[]): string[] =>
  part('Bindings (wrangler.toml)', changes, ({ name, theirs }) => `${name}: ${theirs}`)

export const others = (changes: Change[]): string[] =>
  part('The rest of wrangler.toml', changes, ({ name, theirs }) => `${name} = ${theirs}`)

export const environments = (environments: { name: string; missing: string[] }[]): string[] =>
  environments
    .filter(({ missing }) => missing.length > 0)
    .map(({ name, missing }) =>
      names(
        `[env.${printableInLine(name)}] has to be given, since it inherits none (docs/deploying.md#a-second-environment)`,
        missing,
      ),
    )

export function migrations({ toCome, sameNumber }: ReturnType<typeof migrationsOf>): string[] {
  if (toCome.length === 0) return ['No migrations.']
  const lines = toCome.map(({ name, cautions }) =>
    cautions.length === 0
      ? `${printableInLine(name)}: only adds`
      : `${printableInLine(name)} needs care:${cautions.map((caution) => `\n    it ${caution}`).join('')}`,
  )
  return [
    list('Migrations, which the next deployment applies', lines),
    sameNumber.length > 0
      ? names(
          'Migrations of yours with the number of one of these (docs/upgrading.md#migrations-of-your-own)',
          sameNumber,
        )
      : '',
  ]
}

export const touched = (files: string[]): string[] =>
  files.length > 0
    ? [names('It changes files that are yours, which no version should: ask upstream', files)]
    : ['Your own code in src/extensions/ and test/extensions/ is not touched.']

export function conflicts({ own, generated, lock, untracked }: Conflicts): string[] {
  const parts = [
    ['Conflicts that you have to resolve', own],
    ['Files that are in the way, since git does not know them yet: move or commit them', untracked],
    ['Conflicts in generated files, which npm run generate makes again', generated],
    ['Conflicts that npm install resolves', lock],
  ] as const
  const found = parts.filter(([, files]) => files.length > 0)
  return found.length > 0 ? found.map(([heading, files]) => names(heading, files)) : ['A merge has no conflicts.']
}

export function commands(merge: string[], { own, generated, lock }: Conflicts): string[] {
  const isCommitted = own.length + generated.length + lock.length === 0
  const steps = [
    ...merge,
    ...(own.length > 0 ? ['# resolve what is yours to resolve'] : []),
    'npm install',
    'npm run generate',
    ...(isCommitted ? [] : ['git add --all', 'git commit']),
    'npm run validate',
  ]
  return [`To upgrade:\n${steps.map((step) => `\n  ${step}`).join('')}`]
}

function part(heading: string, changes: Change[], describe: (change: Change & { kind: 'new' }) => string): string[] {
  if (changes.length === 0) return []
  return [
    list(
      heading,
      changes.map(named).map((change) => {
        if (change.kind === 'new') return `new: ${describe(change)}`
        if (change.kind === 'gone') return `${change.was === undefined ? 'only here' : 'gone'}: ${change.name}`
        return `changed: ${change.name}, ${fromTo(change)}`
      }),
    ),
  ]
}

const named = (change: Change): Change => ({ ...change, name: printableInLine(change.name) })

/** Where the two parted is the former default, unless it is unknown. */
function fromTo({ here, was, theirs }: Change & { kind: 'changed' }): string {
  if (was === undefined) return `${here} here, ${theirs} there`
  return `from ${was} to ${theirs}${was === here ? '' : `; you have ${here}`}`
}

const described = (name: string, comments: Map<string, string>): string => {
  const comment = comments.get(name)
  return comment ? `\n    ${comment}` : ''
}

/** A list of what has names that others have given: files, settings, bindings. */
const names = (heading: string, found: string[]): string => list(heading, found.map(printableInLine))

const list = (heading: string, lines: string[]): string => `${heading}:\n${lines.map((line) => `\n- ${line}`).join('')}`

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`
