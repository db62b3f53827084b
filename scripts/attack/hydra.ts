import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startRelay } from './relay.ts'
import { runTool } from './tool.ts'

const TIMEOUT_SECONDS = 120

/** The login as hydra takes it: the fields of the form, and a text that only a success contains. */
const FORM = '/users/login:email=^USER^&password=^PASS^:S=refreshToken'

interface Account {
  email: string
  password: string
}

/** The outcome of a run of hydra. */
interface Guessing {
  /** Whether hydra found the password. */
  isFound: boolean
  /** Guesses that were compared and wrong, and guesses that were refused without a look. */
  compared: number
  refused: number
}

/**
 * Lets hydra guess with a list that has the right password at this place, counted from 1, and others after it.
 * Throws an `Error` with hydra's output if it did not finish.
 */
export async function guessWithHydra(
  url: string,
  directory: string,
  { email, password }: Account,
  place: number,
  tasks: number,
): Promise<Guessing> {
  const list = join(directory, 'passwords')
  const guesses = Array.from({ length: place + 20 }, (_, index) => `wrong password ${index + 1}`)
  guesses[place - 1] = password
  await writeFile(list, guesses.join('\n'))
  const relay = await startRelay(url)
  try {
    const args = ['-I', '-l', email, '-P', list, '-t', String(tasks), '-s', relay.port, '-f']
    const target = ['127.0.0.1', 'http-post-form', FORM]
    const output = await runTool('hydra', [...args, ...target], TIMEOUT_SECONDS, { cwd: directory })
    if (!/\d+ of 1 target (?:successfully )?completed/.test(output)) throw new Error(output)
    const isFound = /\[http-post-form\].*password: /.test(output)
    return { isFound, compared: relay.count(401), refused: relay.count(429) }
  } finally {
    relay.stop()
  }
}
