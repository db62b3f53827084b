import { allowedCpus, pin } from './process.ts'
import { type Contender, type Server, send } from './server.ts'

const CHECKED_ANSWERS = 20

/**
 * Gives every server the first CPU, and this process and its load generator the others, so that neither takes from the
 * other. Answers a function that starts a contender in this way.
 */
export async function separateCpus(): Promise<(contender: Contender, directory: string) => Promise<Server>> {
  const [first = 0, ...others] = await allowedCpus()
  if (others.length === 0) throw new Error('two CPUs are needed: one for the server, one for the load')
  await pin(process.pid, others)
  return async (contender, directory) => {
    const server = await contender.start(directory)
    await pin(server.pid, [first])
    await check(contender.name, server)
    return server
  }
}

/** Makes sure that own profiles are answered with somebody's: better-auth answers 200 to strangers too. */
async function check(name: string, { origin, requests }: Server): Promise<void> {
  for (const request of requests['own profile']?.(CHECKED_ANSWERS) ?? []) {
    const answer = await (await send(origin, request)).text()
    if (!/"email":"user\d+@example.com"|"email":"newcomer/.test(answer)) throw new Error(`${name} answered ${answer}`)
  }
}
