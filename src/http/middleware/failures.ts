import type { Context, Hono } from 'hono'
import { problemOf } from '../../domain/problem-of.ts'
import { hasOwnEnglish } from '../../extensions.gen.ts'
import type { ProblemWords } from '../../languages/translate-problem.ts'
import { describeError, log } from '../../lib/log.ts'
import { Problem } from '../../model/problem.ts'
import type { AppEnv } from '../app-env.ts'
import { toProblemJson } from '../problem-json.ts'

/** Answers anything that was thrown. */
export const answerError = (error: unknown, c: Context<AppEnv>): Promise<Response> =>
  answerProblem(toProblem(error, c), c)

/** The problem for an error. */
export const toProblem = (error: unknown, c: Context<AppEnv>): Problem => problemOf(error, c.get('requestId'))

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const NO_METHOD = 'NONE' // finds the middleware that every URL has, and no route

/** Answers that there is nothing at this URL, or which methods it takes (RFC 9110 §15.5.6). */
export const answerNotFound =
  ({ router }: Pick<Hono<AppEnv>, 'router'>) =>
  async (c: Context<AppEnv>): Promise<Response> => {
    const handlers = (method: string) => router.match(method, c.req.path)[0].length
    const middlewares = handlers(NO_METHOD)
    const methods = METHODS.filter((method) => handlers(method) > middlewares)
    if (methods.includes('GET')) methods.push('HEAD')
    if (methods.length === 0 || methods.includes(c.req.method) || isOff(c))
      return answerProblem(new Problem('not_found'), c)
    c.header('allow', methods.join(', '))
    return answerProblem(new Problem('method_not_allowed'), c)
  }

/** Where ADMIN is off, nothing tells that there is a path of operators. */
const isOff = (c: Context<AppEnv>): boolean =>
  c.get('ctx').settings.ADMIN === 'off' && /^\/admin(\/|$)/.test(c.req.path)

async function answerProblem(problem: Problem, c: Context<AppEnv>): Promise<Response> {
  c.set('problem', problem)
  const { body, status, headers } = toProblemJson(problem, c.get('requestId'), await wordsOf(problem, c))
  return c.newResponse(body, status, headers)
}

/** What a problem says where another language than English is asked for. Nothing is loaded for one in English. */
async function wordsOf(problem: Problem, c: Context<AppEnv>): Promise<ProblemWords | undefined> {
  const ctx: AppEnv['Variables']['ctx'] | undefined = c.get('ctx') // none if the settings are wrong
  const acceptLanguage = c.req.header('accept-language')
  const fallback = ctx?.settings.DEFAULT_LOCALE
  c.header('content-language', 'en')
  if (!ctx || (!hasOwnEnglish && isEnglish(acceptLanguage, fallback))) return undefined
  try {
    const { languageFor, translateProblem } = await ctx.onDemand.languages()
    const language = await languageFor({ acceptLanguage, fallback })
    const words = translateProblem(problem, language)
    c.header('content-language', language.tag)
    return words
  } catch (error) {
    log('error', 'language_not_loaded', { requestId: c.get('requestId'), ...describeError(error) })
    return undefined // else nobody would get the problem
  }
}

/** Whether English is certainly wanted most. `*` is what programs send that nobody has told a language. */
const isEnglish = (acceptLanguage: string | undefined, fallback = 'en'): boolean =>
  /^\s*en(-[\w-]+)?\s*(,|$)/i.test(acceptLanguage && acceptLanguage !== '*' ? acceptLanguage : fallback)
