import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OpenAPIV3_1 } from 'openapi-types'

const DOCUMENT = join(import.meta.dirname, '../../public/openapi.json')

/** sqlmap puts its attacks where this mark is. */
const MARK = '*'

/** A request as sqlmap reads it, every parameter of it marked. */
export interface MarkedRequest {
  route: string
  text: string
  parameters: number
  /** A parameter that gets a random value in each request. */
  randomized?: string
}

/** The account that makes the calls, and that they ask about. */
interface Account {
  _id: string
  token: string
}

type Operation = OpenAPIV3_1.OperationObject

/** Every operation of the document with every parameter that it takes: path, query, headers and body. */
export async function markedRequests(host: string, newAccount: () => Promise<Account>): Promise<MarkedRequest[]> {
  const document: OpenAPIV3_1.Document = JSON.parse(await readFile(DOCUMENT, 'utf8'))
  const requests: MarkedRequest[] = []
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      requests.push(mark(document, host, method.toUpperCase(), path, operation, await newAccount()))
    }
  }
  return [...requests, loginFromManyPlaces(host)]
}

/** A login with another address each time: after ten tries an address has to wait, and nothing is compared. */
function loginFromManyPlaces(host: string): MarkedRequest {
  const lines = [
    'POST /users/login HTTP/1.1',
    `Host: ${host}`,
    'Content-Type: application/x-www-form-urlencoded',
    '',
    `email=syamlal@example.com&password=x${MARK}&deviceName=x${MARK}`,
  ]
  return { route: 'POST /users/login, a form', text: lines.join('\r\n'), parameters: 2, randomized: 'email' }
}

function mark(
  document: OpenAPIV3_1.Document,
  host: string,
  method: string,
  path: string,
  operation: Operation,
  { _id, token }: Account,
): MarkedRequest {
  const parameters = (operation.parameters ?? []).map((parameter) =>
    follow<OpenAPIV3_1.ParameterObject>(document, parameter),
  )
  const inPath = path.replaceAll(/\{(\w+)\}/g, (_, name) => `${name === 'provider' ? 'google' : _id}${MARK}`)
  const query = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => `${name}=x${MARK}`)
  const body = bodyOf(document, operation)
  const lines = [
    `${method} ${inPath}${query.length > 0 ? `?${query.join('&')}` : ''} HTTP/1.1`,
    `Host: ${host}`,
    `x-d1-bookmark: x${MARK}`, // any call may have one
    ...(operation.security?.length ? [`x-access-token: ${token}`] : []),
    ...(body ? ['Content-Type: application/json', '', JSON.stringify(body)] : ['', '']),
  ]
  const text = lines.join('\r\n')
  return { route: `${method} ${path}`, text, parameters: text.split(MARK).length - 1 }
}

/** The example of a body, with a mark in each of its fields. */
function bodyOf(document: OpenAPIV3_1.Document, operation: Operation): Record<string, string> | undefined {
  if (!operation.requestBody) return undefined
  const { content } = follow<OpenAPIV3_1.RequestBodyObject>(document, operation.requestBody)
  const example: unknown = content['application/json']?.example
  if (!example) throw new Error(`${operation.operationId} has no example of its body`)
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, `${value}${MARK}`]))
}

/** Follows a reference to its value. */
function follow<T>(document: OpenAPIV3_1.Document, value: T | OpenAPIV3_1.ReferenceObject): T {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) return value as T
  const keys = value.$ref.slice('#/'.length).split('/')
  return follow(document, keys.reduce<object>((parent, key) => Reflect.get(parent, key), document) as T)
}
