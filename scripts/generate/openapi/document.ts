import type { OpenAPIV3_1 } from 'openapi-types'
import packageJson from '../../../package.json' with { type: 'json' }
import { nouns } from '../../../src/extensions/index.ts'
import { ADMIN_TAG, NOUNS } from '../../../src/model/nouns.ts'
import { problemSchemas, REQUEST_ID } from './problems.ts'
import { describeWebhooks, TAG as WEBHOOKS_TAG } from './webhooks.ts'

const GUIDE = `Every success is \`{"data": ...}\` and every failure a problem (RFC 9457): switch on its \`code\`. A path that is not
listed here fails with \`not_found\`, and a method that is not listed at its path with 405 \`method_not_allowed\`, whose
header \`Allow\` names those that are.

A field of a body that is not required may be left out. \`null\` and an empty text are the same as leaving it out, except
where the field says that they clear it.

Send the access token raw in \`x-access-token\` or as \`Authorization: Bearer\`; if both are sent, they must be equal. Where a
response carries an \`x-access-token\`, keep that one from then on.

Send the \`x-d1-bookmark\` of the last response with the next call to read your own writes at once, wherever it is served.`

const BOOKMARK = '00000085-0000024c-00004c6d-8e61117bf38d7adb71b934ebbf891683'

const text = { type: 'string' } as const

const headers: Record<string, OpenAPIV3_1.HeaderObject> = {
  'x-request-id': {
    required: true,
    schema: text,
    example: REQUEST_ID,
    description: "The caller's own id of this request if it sent one, else a new one",
  },
  'x-d1-bookmark': {
    schema: text,
    example: BOOKMARK,
    description: 'Send it with the next call to read your own writes',
  },
  'x-access-token': {
    schema: text,
    example: 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl',
    description:
      'A fresh access token, once the one that was sent is past half its life, or does not say the roles that its user has, ' +
      'or its session has made way for another',
  },
  'WWW-Authenticate': {
    required: true,
    schema: { ...text, pattern: '^Bearer' },
    example: 'Bearer error="invalid_token"',
    description: 'RFC 6750 §3',
  },
  'Retry-After': {
    required: true,
    schema: { ...text, pattern: '^\\d+$' },
    example: '2',
    description: 'Seconds to wait (RFC 9110 §10.2.3)',
  },
  'Content-Language': {
    required: true,
    schema: text,
    example: 'en',
    description: 'That of `message` and `errors`: what `Accept-Language` asks for, where there is one (RFC 9110 §8.5)',
  },
  NoStore: {
    required: true,
    schema: { ...text, enum: ['no-store'] },
    description: 'Not to be kept by anyone on the way',
  },
  Cacheable: {
    required: true,
    schema: { ...text, pattern: '^public, max-age=\\d+$' },
    example: 'public, max-age=300',
    description: 'The same for everyone, and good for so many seconds',
  },
}

/** The header of the response (left) and where it is described (right). */
export const header = (name: string, component = name) => ({ [name]: { $ref: `#/components/headers/${component}` } })
export const noStore = header('Cache-Control', 'NoStore')

/** What no route says about itself. */
export const documentation = {
  info: {
    title: 'Latchkey',
    version: packageJson.version,
    summary: packageJson.description,
    description: GUIDE,
    contact: { name: 'Latchkey contributors' },
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [
    {
      url: '{origin}',
      description: 'Your own service. One that serves this document puts itself here',
      variables: { origin: { default: 'http://localhost:3001', description: 'The default is `npm run dev`' } },
    },
  ],
  tags: [
    ...Object.entries(NOUNS).map(([name, description]) => ({ name, description })),
    { name: ADMIN_TAG, description: 'What those who run the service may see and do, where ADMIN is on' },
    WEBHOOKS_TAG,
    ...Object.entries<string>(nouns).map(([name, description]) => ({ name, description })),
  ],
  webhooks: describeWebhooks(),
  components: {
    schemas: problemSchemas,
    headers,
    parameters: {
      Bookmark: {
        name: 'x-d1-bookmark',
        in: 'header',
        schema: text,
        example: BOOKMARK,
        description: 'The one of the last response',
      },
      RequestId: {
        name: 'x-request-id',
        in: 'header',
        schema: text,
        example: REQUEST_ID,
        description: 'Kept in the response and the log',
      },
    },
    securitySchemes: {
      accessToken: { type: 'apiKey', in: 'header', name: 'x-access-token', description: 'The access token, raw' },
      serviceKey: { type: 'http', scheme: 'bearer', description: 'A service key, for programs (`lk_…`)' },
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token' },
    },
  },
} satisfies Partial<OpenAPIV3_1.Document>
