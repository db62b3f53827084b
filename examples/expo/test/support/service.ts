import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The service, which the tests call over HTTP: `npm run dev` in the folder of the repository, or where the README says. */
export const apiUrl = process.env.EXPO_PUBLIC_API_URL ?? 'http://localhost:3001'
export const standInsUrl = process.env.STAND_INS_URL ?? 'http://localhost:3002'
const directory = process.env.SERVICE_DIRECTORY ?? join(__dirname, '../../../..')

const MAILS = '.wrangler/tmp/email'
const POLL_MS = 100
const PATIENCE_MS = 20_000

/** Waits for the newest email that has all of this in its text: `wrangler dev` writes them into files. */
export async function mailWith(...parts: string[]): Promise<{ code: string; link: URL }> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await pause()) {
    const text = (await newestMails()).find((mail) => parts.every((part) => mail.includes(part)))
    const [code = ''] = /^\d{6}$/m.exec(text ?? '') ?? []
    const [link] = /^https?:\/\/\S+$/m.exec(text ?? '') ?? []
    if (link) return { code, link: new URL(link) }
  }
  throw new Error(`no email with ${parts.join(' and ')} in ${join(directory, MAILS)}`)
}

async function newestMails(): Promise<string[]> {
  const names = await readdir(join(directory, MAILS), { recursive: true }).catch(() => [])
  const files = names.filter((name) => name.endsWith('.txt')).map((name) => join(directory, MAILS, name))
  const times = await Promise.all(files.map(async (file) => ({ file, time: (await stat(file)).mtimeMs })))
  const newest = times.sort((one, other) => other.time - one.time)
  return Promise.all(newest.map(({ file }) => readFile(file, 'utf8')))
}

const pause = () => new Promise((resolve) => setTimeout(resolve, POLL_MS))
