import { xorSalsa } from './salsa.ts'
import { inTurn } from './turn.ts'

/** `cost` is N, `blockSize` is r, `parallelism` is p (RFC 7914 §2). */
interface ScryptCost {
  cost: number
  blockSize: number
  parallelism: number
}

const MAX_CELLS = 2 ** 18 // N·r; 32 MiB, as better-auth uses: a quarter of an isolate's memory
const MAX_WORK = 2 ** 20 // N·r·p, four times better-auth's: about half a second
const MAX_LANES = 63 // r·p: Web Crypto on Workers derives at most 255 hashes' length at once; a lane is 128 bytes

/** Whether a login may cost so much memory and work. */
export const isAffordable = ({ cost, blockSize, parallelism }: ScryptCost): boolean =>
  cost * blockSize <= MAX_CELLS && cost * blockSize * parallelism <= MAX_WORK && blockSize * parallelism <= MAX_LANES

/**
 * scrypt (RFC 7914 §6). Node's own would block the isolate for the whole time; JavaScript libraries yield by the clock,
 * which stands still on Workers. This one lets other requests run every millisecond.
 */
export async function deriveScrypt(
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  parameters: ScryptCost,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { cost, blockSize, parallelism } = parameters
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveBits'])
  const words = 32 * blockSize
  const { buffer } = await pbkdf2(key, salt, parallelism * words * 4)
  const blocks = new Uint32Array(buffer)
  await inTurn(async (pause) => {
    const table = new Uint32Array(cost * words)
    try {
      for (let block = 0; block < parallelism; block++) {
        await mixBlock(blocks.subarray(block * words, (block + 1) * words), table, cost, pause)
      }
    } finally {
      table.buffer.transfer(0) // up to 32 MiB, which would wait for the collector while the next hash allocates
    }
  })
  return pbkdf2(key, new Uint8Array(buffer), length)
}

async function pbkdf2(key: CryptoKey, salt: Uint8Array<ArrayBuffer>, length: number) {
  const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 1 }
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, length * 8))
}

const CORES_PER_SLICE = 8_000 // Salsa20/8 cores between two pauses: about a millisecond

/** scryptROMix (RFC 7914 §5), in place. Words are little-endian, as every machine of Workers has them. */
async function mixBlock(block: Uint32Array, table: Uint32Array, cost: number, pause: () => Promise<void>) {
  const words = block.length
  const mixesPerSlice = Math.ceil(CORES_PER_SLICE / (words / 16))
  table.set(block)
  for (let i = 1; i < cost; i++) {
    mix(table, (i - 1) * words, table, i * words, words)
    if (i % mixesPerSlice === 0) await pause()
  }
  mix(table, (cost - 1) * words, block, 0, words)
  const scratch = new Uint32Array(words)
  for (let i = 1; i <= cost; i++) {
    const row = ((block[words - 16] ?? 0) & (cost - 1)) * words
    for (let word = 0; word < words; word++) scratch[word] = (block[word] ?? 0) ^ (table[row + word] ?? 0)
    mix(scratch, 0, block, 0, words)
    if (i % mixesPerSlice === 0) await pause()
  }
}

/** scryptBlockMix (RFC 7914 §4): from one place to another, which must not overlap. */
function mix(from: Uint32Array, fromStart: number, to: Uint32Array, toStart: number, words: number): void {
  let [previous, previousStart] = [from, fromStart + words - 16]
  for (let start = 0; start < words; start += 32) {
    const even = toStart + start / 2 // even blocks go to the first half, odd ones to the second
    const odd = even + words / 2
    xorSalsa(previous, previousStart, from, fromStart + start, to, even)
    xorSalsa(to, even, from, fromStart + start + 16, to, odd)
    previous = to
    previousStart = odd
  }
}
