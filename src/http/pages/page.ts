import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import type * as v from 'valibot'
import type { Ctx } from '../../domain/context.ts'
import { PROBLEMS, Problem } from '../../model/problem.ts'
import type { AppEnv } from '../app-env.ts'
import { readBody, requireObject } from '../middleware/body.ts'
import { toProblem } from '../middleware/failures.ts'
import { problemHeaders } from '../problem-json.ts'
import { validate } from '../validate.ts'
import { renderPage } from './render-page.ts'

interface Page<S extends v.GenericSchema> {
  path: string
  /** The name of its HTML file in public/pages. */
  file: string
  schema: S
  /**
   * A hidden field that only the link of the mail fills in: without it there is no form, but the part `linkless`. On any
   * page, the part `typed` is what the token of a link replaces.
   */
  linked?: string
  act(ctx: Ctx, input: v.InferOutput<S>): Promise<unknown>
}

/**
 * A page with one form. GET shows it, filled in from the link, and does nothing else: a mail scanner that follows links
 * uses up no code. POST acts and shows the outcome; a form that failed can be sent again.
 */
export const page = <S extends v.GenericSchema>({ path, file, schema, linked, act }: Page<S>) => {
  const entry = (values: Record<string, unknown>) => [
    linked === undefined || values[linked] ? 'form' : 'linkless',
    ...(values.token ? [] : ['typed']),
  ]
  return new Hono<AppEnv>()
    .get(path, (c) => {
      const values = c.req.query()
      return renderPage(c, file, { values, show: entry(values) })
    })
    .post(path, async (c) => {
      c.set('omitsBookmark', true)
      try {
        refuseOtherSites(c)
        await act(c.get('ctx'), validate(schema, requireObject(await readBody(c))))
        return await renderPage(c, file, { show: ['done'] })
      } catch (error) {
        const problem = toProblem(error, c)
        c.set('problem', problem)
        c.status(PROBLEMS[problem.code].status)
        for (const [name, value] of Object.entries(problemHeaders(problem))) c.header(name, value)
        const values = await sentValues(c)
        const show = [...entry(values), 'error', problem.code] // a page may have its own text for a code
        return await renderPage(c, file, { values, show, problem })
      }
    })
}

/** Another site must not send our forms, although they use no cookie and need a code or a password. */
function refuseOtherSites(c: Context<AppEnv>): void {
  const origin = c.req.header('origin')
  if (origin !== undefined && origin !== c.get('ctx').issuer && origin !== new URL(c.req.url).origin)
    throw new Problem('cross_site_form')
}

/** What was typed, for another attempt. */
async function sentValues(c: Context<AppEnv>): Promise<Record<string, unknown>> {
  const sent = await readBody(c).catch(() => undefined)
  return typeof sent === 'object' ? { ...sent } : {}
}
