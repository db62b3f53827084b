import { PictureRefused } from './picture-refused.ts'

const DHT = 0xc4
const SOS = 0xda
const DQT = 0xdb
const DRI = 0xdd

/**
 * Checks that a segment of JPEG is as long as what its marker says is in it, so that it is no place for anything else:
 * DQT, DHT and DRI (ITU T.81 B.2.4.1, B.2.4.2, B.2.4.4), and the header of a scan (B.2.3). Throws `PictureRefused` with
 * `malformed`.
 */
export function checkTables(marker: number, payload: Uint8Array): void {
  if (!isWhole(marker, payload)) throw new PictureRefused('malformed')
}

function isWhole(marker: number, payload: Uint8Array): boolean {
  switch (marker) {
    case DRI:
      return payload.length === 2
    case SOS:
      return payload.length === 4 + 2 * (payload[0] ?? 0)
    case DQT:
      return isOf(payload, (at) => ((payload[at] ?? 0) >> 4 === 0 ? 65 : 129))
    case DHT:
      return isOf(payload, (at) => payload.subarray(at + 1, at + 17).reduce((sum, count) => sum + count, 17))
    default:
      return true
  }
}

/** Whether there are one or more tables, each as long as `lengthAt` says for where it begins. */
function isOf(payload: Uint8Array, lengthAt: (at: number) => number): boolean {
  let at = 0
  do at += lengthAt(at)
  while (at < payload.length)
  return at === payload.length
}
