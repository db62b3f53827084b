import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Bundle, buildWorker } from '../../scripts/support/bundle.ts'
import { newDevSecrets } from '../../scripts/support/dev-secrets.ts'
import { tagsIn } from '../../scripts/support/language-files.ts'
import { serveBundle } from '../../scripts/support/serve-bundle.ts'

let built: string
let bundle: Bundle
let service: Awaited<ReturnType<typeof serveBundle>>

beforeAll(async () => {
  built = await mkdtemp(join(tmpdir(), 'latchkey-languages-'))
  bundle = await buildWorker(built)
  const settings = { ...(await newDevSecrets()), PASSWORD_ITERATIONS: '20000' }
  service = await serveBundle(withCount(bundle), settings)
})

afterAll(async () => {
  await service?.miniflare.dispose()
  await rm(built, { recursive: true, force: true, maxRetries: 5 })
})

/** The Worker with a header in each response: which languages the isolate has loaded, also for work after the response. */
function withCount({ modules, options }: Bundle): Bundle {
  const main = `
    import worker from './index.js'

    export default {
      async fetch(request, env) {
        const deferred = []
        const response = await worker.fetch(request, env, { waitUntil: (work) => deferred.push(work) })
        await Promise.all(deferred)
        const counted = new Response(response.body, response)
        counted.headers.set('x-languages', (globalThis.languages ?? []).join())
        return counted
      },
    }
  `
  const counted = modules.map(({ name, contents }) => {
    const [, tag] = /^language-(.*)\.js$/.exec(name) ?? []
    const note = tag ? `;(globalThis.languages ??= []).push('${tag}')` : ''
    return { name, contents: contents.replace(/(?=\n\/\/# sourceMappingURL|$)/, note) }
  })
  return { modules: [{ name: 'counted.js', contents: main }, ...counted], options }
}

/** The code as it was before the bundler left only ASCII in it. */
const decoded = (code: string): string =>
  code.replace(/\\u([\da-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))

/** Sentences that stand nowhere else by chance. Problems are not among them: the entry has those in English. */
async function sentencesIn(tag: string): Promise<string[]> {
  const { default: messages } = await import(`../../locales/${tag}.json`, { with: { type: 'json' } })
  return Object.entries<string>(messages)
    .filter(([key, message]) => /^(mail|page)\./.test(key) && !/["'`\\]/.test(message))
    .map(([, message]) => message)
    .filter((message) => message.replace(/\{\w+\}/g, '').length > 20)
}

describe('in the Worker as it is built', () => {
  it.each(tagsIn('.'))('the sentences of a language are in a module of its own, and in no other: %s', async (tag) => {
    const sentences = await sentencesIn(tag)
    expect(sentences.length).toBeGreaterThan(10)
    for (const { name, contents } of bundle.modules) {
      const code = decoded(contents)
      const isOwn = name === `language-${tag}.js`
      expect(sentences.filter((sentence) => code.includes(sentence)).length, name).toBe(isOwn ? sentences.length : 0)
    }
  })

  it('no language is loaded for a call without words, nor for a problem in English', async () => {
    for (const path of ['/.well-known/jwks.json', '/nowhere']) {
      expect((await fetch(service.origin + path)).headers.get('x-languages'), path).toBe('')
    }
  })

  it('a mail in Hindi loads Hindi, and no other', async () => {
    const body = { name: 'Syamlal', email: 'syamlal@example.com', password: 'correct horse battery', locale: 'hi' }
    const headers = { 'content-type': 'application/json', 'accept-language': 'de' }
    const register = { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`${service.origin}/users/register`, register)
    expect([response.status, response.headers.get('x-languages')]).toEqual([201, 'hi'])
  })
})
