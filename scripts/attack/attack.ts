// npm run attack [lock-out]: lets hydra and sqlmap, and a stranger who wants to lock an owner out, attack the local
// Worker, with a database and a port of its own for the run.
// hydra guesses passwords, with the right one in its list; sqlmap tries every parameter of every route. Fails if hydra
// gets in after the tenth guess, or if sqlmap finds anything. Needs the Debian packages hydra and sqlmap;
// `lock-out` makes that part alone, and needs neither.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningService, startService } from '../../test/journeys/support/wrangler-dev.ts'
import { guessWithHydra } from './hydra.ts'
import { lockOut } from './lock-out.ts'
import { type MarkedRequest, markedRequests } from './requests.ts'
import { attackWithSqlmap, findsKnownHole } from './sqlmap.ts'
import { isInstalled } from './tool.ts'
import { withoutLimits } from './without-limits.ts'

const PASSWORD = 'another horse battery staple' // not that of the document's examples, which would delete accounts
const HOST = '127.0.0.1'
const AT_ONCE = 2

const onlyLockOut = process.argv.includes('lock-out')
const missing = []
for (const tool of onlyLockOut ? [] : ['hydra', 'sqlmap']) if (!(await isInstalled(tool))) missing.push(tool)
if (missing.length > 0) {
  console.error(`Missing: ${missing.join(', ')}. On Debian: apt-get install ${missing.join(' ')}`)
  process.exit(1)
}

let failures = 0
let accounts = 0
const directory = await mkdtemp(join(tmpdir(), 'latchkey-attack-'))
try {
  await serve((toml) => toml, tryLockOut)
  if (!onlyLockOut) {
    await serve((toml) => toml, tryHydra)
    await serve(withoutLimits, trySqlmap)
  }
} finally {
  await rm(directory, { recursive: true, force: true })
}
console.log(failures === 0 ? '\nNothing got through.' : `\n${failures} attacks got through, or were not made.`)
process.exitCode = failures === 0 ? 0 : 1

/** Serves the Worker during an attack. A cheap hash gives the attackers more tries in the same time. */
async function serve(configure: (toml: string) => string, attack: (service: RunningService) => Promise<void>) {
  const service = await startService({ PASSWORD_ITERATIONS: '10000' }, configure)
  try {
    await attack(service)
  } finally {
    await service.stop()
  }
}

function judge(isGood: boolean, what: string): void {
  console.log(`${isGood ? 'ok  ' : 'FAIL'}  ${what}`)
  if (!isGood) failures++
}

/** The address that the tools call: the tokens are valid for no other. */
function addressOf({ url }: RunningService): string {
  return `${HOST}:${new URL(url).port}`
}

async function register(service: RunningService) {
  const body = JSON.stringify({ name: 'Syamlal', email: `person-${++accounts}@example.com`, password: PASSWORD })
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`http://${addressOf(service)}/users/register`, { method: 'POST', headers, body })
  if (response.status !== 201) throw new Error(`registering failed: ${response.status}`)
  const { data } = await response.json<{ data: { _id: string; email: string; token: string; refreshToken: string } }>()
  return { ...data, password: PASSWORD }
}

/** The limits are on; stranger and owner have an IP address each. */
async function tryLockOut(service: RunningService): Promise<void> {
  console.log('a stranger who locks an owner out, for two minutes')
  const url = `http://${addressOf(service)}`
  const { tries, byPassword, byMail, requests } = await lockOut(url, service, await register(service))
  judge(byPassword === tries, `during ${requests} requests, ${byPassword} of ${tries} by password on a known device`)
  judge(byMail === tries, `${byMail} of ${tries} by the link in an email on a new one`)
}

/** The limits are on. The first run shows that hydra can get in at all. */
async function tryHydra(service: RunningService): Promise<void> {
  console.log('hydra against POST /users/login, with the right password in its list')
  const guess = async (place: number, tasks: number) =>
    guessWithHydra(`http://${addressOf(service)}`, directory, await register(service), place, tasks)

  const tenth = await guess(10, 1)
  judge(tenth.isFound && tenth.compared === 9, `at place 10 it is found, after ${tenth.compared} wrong ones`)
  for (const [place, tasks] of [
    [11, 1],
    [40, 16],
  ] as const) {
    const { isFound, compared, refused } = await guess(place, tasks)
    const outcome = `${compared} were compared and ${refused} refused`
    judge(!isFound && compared === 10 && refused >= 1, `at place ${place}, ${tasks} at once: ${outcome}`)
  }
}

/** The limits are off: they would stop sqlmap before it is done. */
async function trySqlmap(service: RunningService): Promise<void> {
  console.log('\nsqlmap against every parameter of every route, without rate limits')
  judge(await findsKnownHole(directory), 'a server with a hole: it is found')
  const headers = { 'x-access-token': (await register(service)).token }
  const { status } = await fetch(`http://${addressOf(service)}/users/profile`, { headers })
  judge(status === 200, `the tokens that it has are good: ${status}`)
  const requests = await markedRequests(addressOf(service), () => register(service))
  const queue = requests.values()
  const work = async () => {
    for (const request of queue) await trySqlmapOn(request)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

async function trySqlmapOn({ route, text, parameters, randomized }: MarkedRequest): Promise<void> {
  const { verdict, statuses, output } = await attackWithSqlmap(directory, text, randomized)
  const errors = statuses.filter((status) => / x 5(?!01)\d\d /.test(status)) // 501: there is no provider to ask
  const isGood = verdict === 'clean' && errors.length === 0
  judge(isGood, `${route}: ${parameters} parameters, ${verdict} (${statuses.join(', ') || 'no failures'})`)
  if (!isGood) console.log(output)
}
