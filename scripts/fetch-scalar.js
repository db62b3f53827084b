// After npm install: puts the script of the API reference (/docs) into public/docs, from the npm registry. It is
// one built file of a package with many dependencies that we do not need, so it is fetched and not installed.
// It is JavaScript for the sake of Node 20, which runs it where the Node among our dependencies is not installed.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const VERSION = '1.72.1'
const SHA512 = 'XpEJ0rfc/cXbCrR+iC4kK0o/WwX2dTtGQbT049OlPKAHD6IMIFdTeGz2r+M27P2EDWKyUITRm/NzlP8z2pw/Ow=='
const FILE = 'public/docs/scalar.js'
const BANNER = `/* @scalar/api-reference ${VERSION} (MIT) */\n`

if (!existsSync(FILE) || !readFileSync(FILE, 'utf8').startsWith(BANNER)) fetchScript()

function fetchScript() {
  const directory = mkdtempSync(join(tmpdir(), 'latchkey-scalar-'))
  try {
    const pack = ['pack', `@scalar/api-reference@${VERSION}`, '--silent', '--pack-destination', directory]
    const name = execFileSync('npm', pack, { encoding: 'utf8' }).trim()
    const tarball = join(directory, name)
    const digest = createHash('sha512').update(readFileSync(tarball)).digest('base64')
    if (digest !== SHA512) throw new Error(`the package's digest is ${digest}`)
    execFileSync('tar', ['-xzf', tarball, '-C', directory, 'package/dist/browser/standalone.js'])
    mkdirSync('public/docs', { recursive: true })
    writeFileSync(FILE, BANNER + readFileSync(join(directory, 'package/dist/browser/standalone.js'), 'utf8'))
  } catch (error) {
    // The service works without it: /docs says what is missing.
    console.warn(`The API reference was not fetched (${error}). Try again: node scripts/fetch-scalar.js`)
  } finally {
    rmSync(directory, { recursive: true })
  }
}
