import * as v from 'valibot'
import { metadataInput } from '../../src/http/fields/json-object.ts'
import { APP_METADATA_MAX_BYTES, METADATA_MAX_BYTES } from '../../src/model/metadata.ts'
import type { Read } from './from/format.ts'

interface Written {
  columns: Record<string, string>
  refused: { field: string; message: string }[]
}

/** The columns of what was written of a user elsewhere, within the limits that there are here. */
export function readMetadata({ metadata = {}, appMetadata = {} }: Pick<Read, 'metadata' | 'appMetadata'>): Written {
  const all = [
    read('userMetadata', 'metadata', metadata, METADATA_MAX_BYTES),
    read('appMetadata', 'appMetadata', appMetadata, APP_METADATA_MAX_BYTES),
  ]
  return {
    columns: Object.assign({}, ...all.map(({ columns }) => columns)),
    refused: all.flatMap(({ refused }) => refused),
  }
}

function read(column: string, field: string, value: Record<string, unknown>, maxBytes: number): Written {
  const text = JSON.stringify(value)
  if (text === '{}') return { columns: {}, refused: [] }
  const result = v.safeParse(metadataInput, value)
  const tooLarge = Buffer.byteLength(text) > maxBytes ? `must be at most ${maxBytes} bytes of JSON` : undefined
  const message = result.success ? tooLarge : result.issues[0].message
  return message ? { columns: {}, refused: [{ field, message }] } : { columns: { [column]: text }, refused: [] }
}
