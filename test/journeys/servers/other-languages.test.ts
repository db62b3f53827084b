import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forgedTokens } from '../support/forged-tokens.ts'
import { type Issuer, startIssuer } from '../support/issuer.ts'

const PAGE = join(import.meta.dirname, '../../../docs/verifying-elsewhere.md')
const PAGES_ISSUER = 'https://api.example.com'

/** Its programs read a token a line, and write for each the user as JSON or `refused`. `later` is when keys may be asked for again. */
interface Program {
  /** Says of a token what the program says. */
  judge(token: string): Promise<unknown>
  later(): Promise<unknown>
  stop(): Promise<void>
}

/** The program of the page for a language, with another issuer. */
async function fromPage(language: string, issuer: string): Promise<string> {
  const [, code] = new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\`$`, 'm').exec(await readFile(PAGE, 'utf8')) ?? []
  if (!code?.includes(PAGES_ISSUER)) throw new Error(`the page has no program in ${language} with an issuer`)
  return code.replace(PAGES_ISSUER, issuer)
}

function start(command: string, args: string[], options: SpawnOptions): Program {
  const child: ChildProcess = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'inherit'] })
  const { stdin, stdout } = child
  if (!stdin || !stdout) throw new Error('no pipes')
  const lines = createInterface({ input: stdout })[Symbol.asyncIterator]()
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const judge = async (line: string) => {
    stdin.write(`${line}\n`)
    const { value, done } = await lines.next()
    if (done) throw new Error('the program has ended')
    return value === 'refused' ? value : JSON.parse(value)
  }
  return {
    judge,
    later: () => judge('later'),
    stop: async () => {
      stdin.end()
      await ended
    },
  }
}

const PYTHON_LOOP = `
import json, sys
for line in sys.stdin:
    if line.strip() == "later":
        keys.asked_at = -math.inf
        print("{}", flush=True)
        continue
    try:
        user = user_of(line.strip())
        print(json.dumps({"id": user["id"], "sessionId": user["session_id"], "roles": user["roles"]}), flush=True)
    except jwt.PyJWTError:
        print("refused", flush=True)
`

/** A Python that has PyJWT, and with it what it needs for ES256. */
const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import jwt; from jwt.algorithms import ECAlgorithm']).status === 0,
)

async function startPython(issuer: string, folder: string): Promise<Program> {
  const file = join(folder, 'server.py')
  await writeFile(file, (await fromPage('python', issuer)) + PYTHON_LOOP)
  return start(String(python), [file], {})
}

const GO_LOOP = `package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if lines.Text() == "later" {
			fmt.Println("{}")
			continue
		}
		user, err := UserOf(context.Background(), lines.Text())
		if err != nil {
			fmt.Println("refused")
			continue
		}
		roles := user.Roles
		if roles == nil {
			roles = []string{}
		}
		written, _ := json.Marshal(map[string]any{"id": user.ID, "sessionId": user.SessionID, "roles": roles})
		fmt.Println(string(written))
	}
}
`

/** Where Debian has its Go packages, unless GOPATH says otherwise. */
const goPath = process.env.GOPATH ?? '/usr/share/gocode'
const goOidc = join(goPath, 'src/github.com/coreos/go-oidc')
const hasGo = spawnSync('go', ['version']).status === 0 && existsSync(goOidc)

/** Version 2 under the path of version 3, and no module is fetched. */
async function startGo(issuer: string, folder: string): Promise<Program> {
  const server = join(folder, 'src/server')
  await mkdir(server, { recursive: true })
  await writeFile(join(server, 'verify.go'), await fromPage('go', issuer))
  await writeFile(join(server, 'main.go'), GO_LOOP)
  await mkdir(join(folder, 'src/github.com/coreos/go-oidc/v3'), { recursive: true })
  await symlink(goOidc, join(folder, 'src/github.com/coreos/go-oidc/v3/oidc'))
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: folder + delimiter + goPath,
    GOCACHE: join(folder, 'cache'),
    GOFLAGS: '',
  }
  const built = join(folder, 'server')
  const { status, stderr } = spawnSync('go', ['build', '-o', built, 'server'], { env, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return start(built, [], {})
}

describe.each([
  { language: 'Python', isThere: python !== undefined, startProgram: startPython },
  { language: 'Go', isThere: hasGo, startProgram: startGo },
])('the program in $language', ({ language, isThere, startProgram }) => {
  describe.skipIf(!isThere)(isThere ? 'is run' : `is not run: ${language} or its library is not there`, () => {
    let folder: string
    let issuer: Issuer
    let foreign: Issuer
    let program: Program

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'latchkey-verifying-'))
      issuer = await startIssuer()
      foreign = await startIssuer()
      program = await startProgram(issuer.url, folder)
    })

    afterAll(async () => {
      await program?.stop()
      await Promise.all([issuer?.stop(), foreign?.stop()])
      await rm(folder, { recursive: true, force: true })
    })

    it('says whom a token names', async () => {
      expect(await program.judge(await issuer.accessToken({ roles: ['editor'] }))).toEqual({
        id: 'robin',
        sessionId: 'a-session',
        roles: ['editor'],
      })
      expect(await program.judge(await issuer.accessToken())).toMatchObject({ id: 'robin', roles: [] })
    })

    it('refuses every token that is wrong', async () => {
      for (const [what, token] of await forgedTokens(issuer, foreign))
        expect(await program.judge(token), what).toBe('refused')
      expect(await program.judge(await issuer.accessToken())).toMatchObject({ id: 'robin' })
    })

    it('survives a rotated key, and takes tokens of both', async () => {
      const old = await issuer.accessToken()
      await issuer.rotate()
      await program.later()
      expect(await program.judge(await issuer.accessToken())).toMatchObject({ id: 'robin' })
      expect(await program.judge(old)).toMatchObject({ id: 'robin' })
    })

    it('asks for keys once, and once more for the rotated key', { skip: language !== 'Python' }, () => {
      expect(issuer.asked()).toBe(2)
    })
  })
})
