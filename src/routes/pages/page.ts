import type { Context } from 'hono'
import { Hono } from 'hono/tiny'
import type * as v from 'valibot'
import type { AppEnv, Ctx } from '../../context.ts'
import { readBody } from '../../middleware/body.ts'
import { onPrimary } from '../../middleware/context.ts'
import { toProblem } from '../../middleware/failures.ts'
import { validate } from '../../middleware/validate.ts'
import { PROBLEMS, Problem } from '../../problem.ts'
import { renderPage } from './render-page.ts'

interface Page<S extends v.GenericSchema> {
  path: string
  /** The name of its HTML file in public/pages. */
  file: string
  schema: S
  act(ctx: Ctx, input: v.InferOutput<S>): Promise<unknown>
}

/**
 * A page with one form. GET shows it, filled in from the link, and does nothing else: a mail scanner that follows links
 * spends no code. POST does what it says and tells how it went; what failed can be sent again.
 */
export const page = <S extends v.GenericSchema>({ path, file, schema, act }: Page<S>) =>
  new Hono<AppEnv>()
    .get(path, (c) => renderPage(c, file, { values: c.req.query(), show: 'form' }))
    .post(path, onPrimary, async (c) => {
      c.set('isForAnyone', true)
      try {
        refuseOtherSites(c)
        await act(c.get('ctx'), validate(schema, await readBody(c.req)))
        return await renderPage(c, file, { values: {}, show: 'done' })
      } catch (error) {
        const problem = toProblem(error, c)
        c.set('problem', problem)
        c.status(PROBLEMS[problem.code].status)
        for (const [name, value] of Object.entries(problem.headers)) c.header(name, value)
        return await renderPage(c, file, { values: await sentValues(c), show: 'form', error: describe(problem) })
      }
    })

/** Another site must not send our forms, although they act on no cookie and need a code or a password. */
function refuseOtherSites(c: Context<AppEnv>): void {
  const origin = c.req.header('origin')
  if (origin !== undefined && origin !== c.get('ctx').tokens.issuer && origin !== new URL(c.req.url).origin)
    throw new Problem('cross_site_form')
}

const describe = ({ message, errors }: Problem): string =>
  errors ? errors.map((error) => `${error.path} ${error.message}`).join('; ') : message

/** What was typed, for another try. */
const sentValues = async (c: Context<AppEnv>) => Object(await readBody(c.req).catch(() => ({})))
