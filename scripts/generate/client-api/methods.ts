import type { OpenAPIV3_1 } from 'openapi-types'
import type { Calls } from '../../../client/calls.ts'
import { ADMIN_TAG } from '../../../src/model/nouns.ts'
import { resolve, type Schema } from '../openapi/schema.ts'
import { comment, typeOf } from './types.ts'

/** A method of the client, in TypeScript. */
export interface Method {
  /** In the interface, with a comment that says what it does and how it can fail. */
  signature: string
  /** In the object. */
  implementation: string
}

/** The client makes this call itself. */
const HIDDEN = 'refreshToken'
/** After these nobody is signed in any more. */
const SIGN_OUTS: Record<string, keyof Calls> = { logout: 'signsOut', deleteAccount: 'deletesAccount' }

/** What the client keeps to itself of a response. */
export const TOKENS = ['token', 'refreshToken']

/** How any call can fail, and any call with a token: not repeated at each method. */
const ANY = [
  ...['invalid_request', 'malformed_body', 'body_too_large', 'unsupported_media_type', 'unsupported_encoding'],
  ...['not_found', 'rate_limited', 'https_required', 'internal_error', 'misconfigured', 'unavailable'],
]
const WITH_TOKEN = [
  ...ANY,
  'token_missing',
  'token_invalid',
  'token_expired',
  'session_ended',
  'account_disabled',
  'second_factor_required',
]

/** The same for what operators call. */
const OF_OPERATOR = [
  ...WITH_TOKEN,
  'role_required',
  'factor_missing',
  'recent_login_required',
  'service_key_invalid',
  'scope_missing',
  'access_required',
]

/** The method that calls an operation; `undefined` for a page, which is for browsers. */
export function methodOf(
  path: string,
  method: string,
  operation: OpenAPIV3_1.OperationObject,
  components: OpenAPIV3_1.ComponentsObject,
): Method | undefined {
  const { operationId: id = '', responses = {}, security = [], summary = '' } = operation
  const response = responseOf(responses, components)
  if (!response || id === HIDDEN) return undefined

  const needsToken = security.length > 0
  const parameters = parametersOf(operation)
  const usual = operation.tags?.includes(ADMIN_TAG) ? OF_OPERATOR : needsToken ? WITH_TOKEN : ANY
  const codes = codesOf(responses).filter((code) => !usual.includes(code))
  const fails = codes.length > 0 ? ` Fails with ${codes.map((code) => `\`${code}\``).join(', ')}.` : ''
  const takes = parameters.map(({ name, mark, type }) => `${name}${mark}: ${type}`).join(', ')

  const target = [`method: '${method.toUpperCase()}'`, `path: '${path}'`, `answer: ${response.mark}`]
  const request = `{ ${[...target, ...sentWith(parameters)].join(', ')} }`
  const way = wayOf(id, response, needsToken)
  const sends = `${way}(${request})`
  const isData = response.isWrapped && !response.hasTokens && way !== 'ownProfile'
  return {
    signature: `${comment(`${summary}.${fails}`)}${id}(${takes}): Promise<${response.hasOnlyTokens ? 'void' : response.type}>`,
    implementation: `${id}: (${parameters.map(({ name }) => name).join(', ')}) => ${isData ? `data(${sends})` : sends}`,
  }
}

/** How the client makes the call. One that needs a token and returns new ones replaces the session. */
function wayOf(id: string, { hasTokens, type }: Success, needsToken: boolean): keyof Calls {
  if (hasTokens) return needsToken ? 'replacesSession' : 'signsIn'
  if (needsToken && type === 'OwnProfile') return 'ownProfile'
  return SIGN_OUTS[id] ?? (needsToken ? 'authenticated' : 'anonymous')
}

interface Success {
  type: string
  /** Whether it is `{"data": ...}` with nothing else. */
  isWrapped: boolean
  hasTokens: boolean
  /** Then the client has nothing to return: it keeps them. */
  hasOnlyTokens: boolean
  /** What the client knows it by, in TypeScript. */
  mark: string
}

function responseOf(
  responses: OpenAPIV3_1.ResponsesObject,
  components: OpenAPIV3_1.ComponentsObject,
): Success | undefined {
  const [status, response] = Object.entries(responses).find(([status]) => status.startsWith('2')) ?? []
  if (status === '204')
    return { type: 'void', isWrapped: false, hasTokens: false, hasOnlyTokens: false, mark: '{ status: 204 }' }
  const schema = response && 'content' in response && response.content?.['application/json']?.schema
  if (!schema) return undefined
  const { data, ...others } = propertiesOf(schema, components)
  const isWrapped = data !== undefined && Object.keys(others).length === 0
  const content = isWrapped ? data : schema
  const members = propertiesOf(content, components)
  return {
    type: typeOf(content),
    isWrapped,
    hasTokens: 'refreshToken' in members,
    hasOnlyTokens: 'refreshToken' in members && Object.keys(members).every((name) => TOKENS.includes(name)),
    mark: `{ status: ${[status, ...markOf(schema, components)].join(', ')} }`,
  }
}

/**
 * One field that the service always sends tells its answer from that of anything else. The client demands no more: an
 * app may be newer than the service, or older.
 */
function markOf(schema: Schema, components: OpenAPIV3_1.ComponentsObject): string[] {
  const { data } = propertiesOf(schema, components)
  const content = resolve(data ?? schema, components)
  if (content.type === 'array') return ['list: true']
  const [field] = content.required ?? []
  return field ? [`${data ? 'data' : 'field'}: '${field}'`] : []
}

interface Parameter {
  name: string
  /** `?` for one that may be left out. */
  mark: '?' | ''
  type: string
}

/** What is sent in the place of a body in JSON. */
const UPLOAD: Parameter[] = [
  { name: 'file', mark: '', type: 'Uploadable' },
  { name: 'options', mark: '?', type: 'UploadOptions' },
]

/** What a method takes: the parts of the path, in their order, then the body or the query. */
function parametersOf({ parameters = [], requestBody }: OpenAPIV3_1.OperationObject): Parameter[] {
  const own = parameters.flatMap((parameter) => ('$ref' in parameter ? [] : [parameter]))
  const query = own.filter((parameter) => parameter.in === 'query')
  const body = requestBody && 'content' in requestBody ? requestBody : undefined
  const schema = body?.content['application/json']?.schema
  return [
    ...own
      .filter((parameter) => parameter.in === 'path')
      .map(({ name, schema = {} }): Parameter => ({ name, mark: '', type: typeOf(schema) })),
    ...(schema ? [{ name: 'body', mark: body?.required ? '' : '?', type: typeOf(schema) } as const] : []),
    ...(body && !schema ? UPLOAD : []),
    ...(query.length > 0 ? [{ name: 'query', mark: '?', type: typeOf(objectOf(query)) } as const] : []),
  ]
}

const objectOf = (parameters: OpenAPIV3_1.ParameterObject[]): Schema => ({
  type: 'object',
  properties: Object.fromEntries(
    parameters.map(({ name, description, schema }) => [name, { ...schema, ...(description && { description }) }]),
  ),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
})

const propertiesOf = (schema: Schema, components: OpenAPIV3_1.ComponentsObject): Record<string, Schema> =>
  resolve(schema, components).properties ?? {}

/** The codes of all problems of an operation: each has an example of its own. */
const codesOf = (responses: OpenAPIV3_1.ResponsesObject): string[] =>
  Object.values(responses).flatMap((response) =>
    'content' in response ? Object.keys(response.content?.['application/problem+json']?.examples ?? {}) : [],
  )

/** What a request has besides its method and path. */
function sentWith(parameters: Parameter[]): string[] {
  const names = parameters.map(({ name }) => name)
  const upload = parameters.filter((parameter) => UPLOAD.includes(parameter)).map(({ name }) => name)
  const isSentAsItIs = (name: string) => name === 'body' || name === 'query'
  const inPath = names.filter((name) => !isSentAsItIs(name) && !upload.includes(name))
  return [
    ...(inPath.length > 0 ? [`params: { ${inPath.join(', ')} }`] : []),
    ...(upload.length > 0 ? [`upload: { ${upload.join(', ')} }`] : []),
    ...names.filter(isSentAsItIs),
  ]
}
