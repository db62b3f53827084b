import { randomBytes } from 'node:crypto'

const SOI = Buffer.of(0xff, 0xd8)
const EOI = Buffer.of(0xff, 0xd9)
const SIZE = { width: 6_000, height: 4_000 }
const BEHIND_BYTES = 256 * 1_024

/**
 * A JPEG of `bytes` bytes, built as that of a phone: Exif with a thumbnail, XMP, a colour profile, tables, one scan, and a
 * gain map behind its end. Its entropy-coded data are random, with the zeros that T.81 B.1.1.5 stuffs behind each FF: whoever
 * looks for markers finds as many FF as in a real one, but no decoder makes a picture of it.
 */
export function cameraPicture(bytes: number): Buffer<ArrayBuffer> {
  const { width, height } = SIZE
  const components = [1, 2, 3].flatMap((id) => [id, 0x22, 0])
  const start = Buffer.concat([
    SOI,
    segment(0xe1, 'Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0', randomBytes(60_000)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', randomBytes(8_000)),
    segment(0xe2, 'ICC_PROFILE\0\x01\x01', randomBytes(536)),
    segment(0xdb, '\0', randomBytes(64)),
    segment(0xc0, '', Buffer.of(8, height >> 8, height & 0xff, width >> 8, width & 0xff, 3, ...components)),
    segment(0xc4, '\0', Buffer.from([...Array(15).fill(0), 1, 0])),
    segment(0xda, '', Buffer.of(3, 1, 0, 2, 0, 3, 0, 0, 63, 0)),
  ])
  const scan = entropyCoded(bytes - start.length - EOI.length - BEHIND_BYTES)
  return Buffer.concat([start, scan, EOI, randomBytes(BEHIND_BYTES)])
}

function segment(marker: number, name: string, rest: Buffer): Buffer {
  const payload = Buffer.concat([Buffer.from(name, 'latin1'), rest])
  const length = payload.length + 2
  return Buffer.concat([Buffer.of(0xff, marker, length >> 8, length & 0xff), payload])
}

function entropyCoded(length: number): Buffer {
  const data = randomBytes(length)
  for (let at = data.indexOf(0xff); at !== -1; at = data.indexOf(0xff, at + 1)) {
    if (at + 1 === length) data[at] = 0
    else data[at + 1] = 0
  }
  return data
}
