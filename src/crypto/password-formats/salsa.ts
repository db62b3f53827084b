/** A word of an array that is known to be long enough. */
const at = (words: Uint32Array, index: number): number => words[index] ?? 0

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))

/**
 * The Salsa20/8 core (RFC 7914 §3) of `a` XOR `b`, 16 words each from where they start, written to `to`. The state is
 * in local variables: in an array, it takes three times as long.
 */
export function xorSalsa(
  a: Uint32Array,
  aStart: number,
  b: Uint32Array,
  bStart: number,
  to: Uint32Array,
  toStart: number,
): void {
  const y0 = at(a, aStart + 0) ^ at(b, bStart + 0)
  const y1 = at(a, aStart + 1) ^ at(b, bStart + 1)
  const y2 = at(a, aStart + 2) ^ at(b, bStart + 2)
  const y3 = at(a, aStart + 3) ^ at(b, bStart + 3)
  const y4 = at(a, aStart + 4) ^ at(b, bStart + 4)
  const y5 = at(a, aStart + 5) ^ at(b, bStart + 5)
  const y6 = at(a, aStart + 6) ^ at(b, bStart + 6)
  const y7 = at(a, aStart + 7) ^ at(b, bStart + 7)
  const y8 = at(a, aStart + 8) ^ at(b, bStart + 8)
  const y9 = at(a, aStart + 9) ^ at(b, bStart + 9)
  const y10 = at(a, aStart + 10) ^ at(b, bStart + 10)
  const y11 = at(a, aStart + 11) ^ at(b, bStart + 11)
  const y12 = at(a, aStart + 12) ^ at(b, bStart + 12)
  const y13 = at(a, aStart + 13) ^ at(b, bStart + 13)
  const y14 = at(a, aStart + 14) ^ at(b, bStart + 14)
  const y15 = at(a, aStart + 15) ^ at(b, bStart + 15)
  let x0 = y0
  let x1 = y1
  let x2 = y2
  let x3 = y3
  let x4 = y4
  let x5 = y5
  let x6 = y6
  let x7 = y7
  let x8 = y8
  let x9 = y9
  let x10 = y10
  let x11 = y11
  let x12 = y12
  let x13 = y13
  let x14 = y14
  let x15 = y15
  for (let doubleRound = 0; doubleRound < 4; doubleRound++) {
    x4 ^= rotate((x0 + x12) | 0, 7)
    x8 ^= rotate((x4 + x0) | 0, 9)
    x12 ^= rotate((x8 + x4) | 0, 13)
    x0 ^= rotate((x12 + x8) | 0, 18)
    x9 ^= rotate((x5 + x1) | 0, 7)
    x13 ^= rotate((x9 + x5) | 0, 9)
    x1 ^= rotate((x13 + x9) | 0, 13)
    x5 ^= rotate((x1 + x13) | 0, 18)
    x14 ^= rotate((x10 + x6) | 0, 7)
    x2 ^= rotate((x14 + x10) | 0, 9)
    x6 ^= rotate((x2 + x14) | 0, 13)
    x10 ^= rotate((x6 + x2) | 0, 18)
    x3 ^= rotate((x15 + x11) | 0, 7)
    x7 ^= rotate((x3 + x15) | 0, 9)
    x11 ^= rotate((x7 + x3) | 0, 13)
    x15 ^= rotate((x11 + x7) | 0, 18)
    x1 ^= rotate((x0 + x3) | 0, 7)
    x2 ^= rotate((x1 + x0) | 0, 9)
    x3 ^= rotate((x2 + x1) | 0, 13)
    x0 ^= rotate((x3 + x2) | 0, 18)
    x6 ^= rotate((x5 + x4) | 0, 7)
    x7 ^= rotate((x6 + x5) | 0, 9)
    x4 ^= rotate((x7 + x6) | 0, 13)
    x5 ^= rotate((x4 + x7) | 0, 18)
    x11 ^= rotate((x10 + x9) | 0, 7)
    x8 ^= rotate((x11 + x10) | 0, 9)
    x9 ^= rotate((x8 + x11) | 0, 13)
    x10 ^= rotate((x9 + x8) | 0, 18)
    x12 ^= rotate((x15 + x14) | 0, 7)
    x13 ^= rotate((x12 + x15) | 0, 9)
    x14 ^= rotate((x13 + x12) | 0, 13)
    x15 ^= rotate((x14 + x13) | 0, 18)
  }
  to[toStart + 0] = x0 + y0
  to[toStart + 1] = x1 + y1
  to[toStart + 2] = x2 + y2
  to[toStart + 3] = x3 + y3
  to[toStart + 4] = x4 + y4
  to[toStart + 5] = x5 + y5
  to[toStart + 6] = x6 + y6
  to[toStart + 7] = x7 + y7
  to[toStart + 8] = x8 + y8
  to[toStart + 9] = x9 + y9
  to[toStart + 10] = x10 + y10
  to[toStart + 11] = x11 + y11
  to[toStart + 12] = x12 + y12
  to[toStart + 13] = x13 + y13
  to[toStart + 14] = x14 + y14
  to[toStart + 15] = x15 + y15
}
