import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { Complaint } from '../generate/complaint.ts'

/** What the shell, or a hook that runs this, may have set for another repository. */
const {
  GIT_DIR: _,
  GIT_WORK_TREE: _w,
  GIT_INDEX_FILE: _i,
  GIT_OBJECT_DIRECTORY: _o,
  GIT_PREFIX: _p,
  ...variables
} = process.env

/** Runs git, and throws what it says unless it ends with one of the codes. */
export function git(directory: string, args: string[], { env = {}, codes = [0] }: Options = {}) {
  const { status, stdout, stderr, error } = spawnSync('git', ['-C', directory, ...args], {
    encoding: 'utf8',
    env: { ...variables, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', ...env },
    maxBuffer: 2 ** 30,
  })
  if (error) throw new Complaint(`git cannot be run: ${error.message}`)
  if (!codes.includes(status ?? -1)) throw new Complaint(`git ${args[0]}: ${stderr.trim()}`)
  return { status, stdout }
}

interface Options {
  env?: Record<string, string>
  codes?: number[]
}

const NOT_THERE = 128

/**
 * A repository that is only read. Whatever git would write, such as the result of a merge, goes into `scratch`; objects of
 * other repositories are read where they are.
 */
export class Repository {
  readonly directory: string
  readonly #scratch: string
  readonly #objects: string[]

  /** Throws a `Complaint` if the directory is not the top of a work tree. */
  constructor(directory: string, scratch: string) {
    this.directory = directory
    this.#scratch = scratch
    if (topOf(directory) !== resolve(directory)) {
      throw new Complaint(
        'This folder is no git repository of its own, and a newer version is a merge (docs/upgrading.md).',
      )
    }
    this.#objects = [objectsOf(directory)]
    mkdirSync(join(scratch, 'objects'))
  }

  /** Lets it read the objects of another repository. */
  borrow(directory: string): void {
    this.#objects.push(objectsOf(directory))
  }

  /** The commit that a name stands for, if it stands for one. */
  commitOf(name: string): string | undefined {
    const { stdout } = this.#git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`], {
      codes: [0, 1, NOT_THERE],
    })
    return stdout.trim() || undefined
  }

  /** A folder without history as a tree, but for what its own .gitignore leaves out. */
  treeOf(folder: string): string {
    const env = {
      GIT_DIR: resolve(this.directory, git(this.directory, ['rev-parse', '--absolute-git-dir']).stdout.trim()),
      GIT_WORK_TREE: folder,
      GIT_INDEX_FILE: join(this.#scratch, 'index'),
    }
    git(folder, ['-c', 'core.safecrlf=false', 'add', '--all', '.'], { env: { ...this.#environment(), ...env } })
    return git(folder, ['write-tree'], { env: { ...this.#environment(), ...env } }).stdout.trim()
  }

  /** Files that are tracked and not as they were committed. */
  changedFiles = (): string[] => this.#list(['diff-index', '--name-only', '-z', 'HEAD'])

  untrackedFiles = (): string[] => this.#list(['ls-files', '--others', '--exclude-standard', '-z'])

  /** The files of a tree or commit, in a folder if one is given. */
  files = (tree: string, folder = '.'): string[] =>
    this.#list(['ls-tree', '-r', '--name-only', '--full-tree', '-z', tree, ...(folder === '.' ? [] : [`${folder}/`])])

  /** The text of a file, if the tree or commit has it. */
  read(tree: string, file: string): string | undefined {
    const { status, stdout } = this.#git(['cat-file', 'blob', `${tree}:${file}`], { codes: [0, NOT_THERE] })
    return status === 0 ? stdout : undefined
  }

  /** The files that differ between two trees, in some folders if these are given. */
  differing = (from: string, to: string, folders: string[] = []): string[] =>
    this.#list(['diff-tree', '-r', '--name-only', '--no-renames', '-z', from, to, '--', ...folders])

  mergeBase(other: string): string | undefined {
    return this.#git(['merge-base', 'HEAD', other], { codes: [0, 1] }).stdout.trim() || undefined
  }

  /** How many commits of another are not here. */
  count = (other: string): number => Number(this.#git(['rev-list', '--count', `HEAD..${other}`]).stdout)

  isShallow = (): boolean => isShallow(this.directory)

  /** Merges another commit in thought: the tree that a merge would leave, and the files in which it would conflict. */
  merge(other: string): { tree: string; conflicts: string[] } {
    const args = ['merge-tree', '--write-tree', '--name-only', '--no-messages', '-z', 'HEAD', other]
    const { stdout } = this.#git(args, { codes: [0, 1] })
    const [tree = '', ...conflicts] = stdout.split('\0').filter((part) => part !== '')
    return { tree, conflicts: [...new Set(conflicts)] }
  }

  #list = (args: string[]): string[] =>
    this.#git(args)
      .stdout.split('\0')
      .filter((part) => part !== '')

  #git = (args: string[], { env, codes = [0] }: Options = {}) =>
    git(this.directory, args, { env: { ...this.#environment(), ...env }, codes })

  #environment = (): Record<string, string> => ({
    GIT_OBJECT_DIRECTORY: join(this.#scratch, 'objects'),
    GIT_ALTERNATE_OBJECT_DIRECTORIES: this.#objects.map((path) => JSON.stringify(path)).join(delimiter),
  })
}

/** The top of the work tree, or the repository without one, that a folder is in. */
export function topOf(folder: string): string | undefined {
  const codes = [0, NOT_THERE]
  const { status, stdout } = git(folder, ['rev-parse', '--show-toplevel'], { codes })
  if (status === 0) return resolve(stdout.trim())
  const bare = git(folder, ['rev-parse', '--absolute-git-dir'], { codes })
  return bare.status === 0 ? resolve(bare.stdout.trim()) : undefined
}

export const isShallow = (folder: string): boolean =>
  git(folder, ['rev-parse', '--is-shallow-repository']).stdout.trim() === 'true'

const objectsOf = (folder: string): string =>
  resolve(folder, git(folder, ['rev-parse', '--git-path', 'objects']).stdout.trim())
