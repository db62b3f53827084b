import { expect, it } from 'vitest'
import { sniff } from '../../src/images/sniff.ts'
import { JPEG, PNG, WEBP_LOSSLESS, WEBP_LOSSY } from './drawn.ts'
import { latin1 } from './support.ts'

const ftyp = (major: string, ...compatible: string[]) =>
  latin1(`\0\0\0${String.fromCharCode(16 + 4 * compatible.length)}ftyp${major}\0\0\0\0${compatible.join('')}`)

it.each([
  ['jpeg', JPEG],
  ['png', PNG],
  ['webp', WEBP_LOSSY],
  ['webp', WEBP_LOSSLESS],
  ['avif', ftyp('avif', 'mif1', 'miaf')],
  ['avif', ftyp('mif1', 'avif', 'miaf')],
] as const)('knows %s by its first bytes', (format, bytes) => {
  expect(sniff(bytes.subarray(0, 64))).toBe(format)
})

it.each([
  ['SVG', latin1('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['SVG behind its declaration', latin1('<?xml version="1.0"?><svg/>')],
  ['GIF', latin1('GIF89a\x01\0\x01\0')],
  ['HEIC', ftyp('heic', 'mif1', 'heic')],
  ['HEIC in general words', ftyp('mif1', 'heic')],
  ['HEIC that also says avif', ftyp('heic', 'avif')],
  ['an animated AVIF', ftyp('avis', 'avif', 'msf1')],
  ['an animated AVIF with the brand of a still', ftyp('avif', 'avis', 'msf1')],
  ['MP4', ftyp('isom', 'mp41')],
  ['HTML', latin1('<!doctype html><script>alert(1)</script>')],
  ['ZIP', latin1('PK\x03\x04')],
  ['WAVE', latin1('RIFF\0\0\0\0WAVE')],
  ['PNG that lost its line ends', latin1('\x89PNG\n\x1a\n')],
  ['two bytes', JPEG.subarray(0, 2)],
  ['nothing', latin1('')],
])('knows nothing of %s', (_, bytes) => {
  expect(sniff(bytes)).toBeUndefined()
})

it('reads a part of a larger buffer', () => {
  const bytes = latin1(`..${String.fromCharCode(...ftyp('mif1', 'avif'))}`)
  expect(sniff(bytes.subarray(2))).toBe('avif')
})
