import * as v from 'valibot'
import { component } from '../openapi/component.ts'
import { isGiven } from './optional.ts'

/**
 * A body that gives what came in a mail: the six digits, or the token of the link. A union would say that neither fits,
 * and not what is wrong with the one that was meant.
 */
export const codeOrToken = <C extends v.GenericSchema, T extends v.GenericSchema>(name: string, byCode: C, byLink: T) =>
  component(name, {
    ...v.union([byCode, byLink]),
    '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
      (hasToken(dataset.value) ? byLink : byCode)['~run'](dataset, config),
  })

const hasToken = (body: unknown) => typeof body === 'object' && body !== null && 'token' in body && isGiven(body.token)
