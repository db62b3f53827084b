import fc from 'fast-check'

/** How many runs a property has: seconds in all. A failure prints the seed and the smallest example. */
export const RUNS = 60

// One seed, so that a change is judged by the same inputs as the one before it. Other seeds look for more: change it here.
fc.configureGlobal({ seed: 20_261_124 })
export const TIMEOUT_MS = 120_000

/** In every text that a stranger sends: none of it may come back in a failure, or reach the log. */
export const CANARY = 'c4n4ry'

/** Texts at the edges of Unicode, and of what databases and parsers take for something else. */
const EDGES = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800', // a lone high surrogate
  'a\udfffb', // a lone low one
  '\udc00\ud800', // a pair the wrong way round
  '\ufeff', // a byte order mark
  '\ufffd\ufffe\uffff',
  '\u202eevil\u202c', // right to left override
  'שלום مرحبا',
  '\u200b\u200c\u200d\u2060', // zero width
  'e\u0301\u0301\u0301', // combining
  '\ufdfa', // one character, eighteen after NFKC
  '\u{10ffff}',
  '👩‍👩‍👧‍👦',
  'ﬃ№℡',
  'İıſß',
  '\r\n\t\v\f\u0085\u2028\u2029',
  '__proto__',
  'constructor',
  '%00%ff%zz',
  "'; DROP TABLE users; --",
  '"\\\u0000{{7*7}}<script>alert(1)</script>',
  '../../../../etc/passwd',
  '-1',
  '1e309',
  'NaN',
  'null',
  'undefined',
  '𝕒'.repeat(256),
  'x'.repeat(5_000),
]

/** Any text: code units in any order, characters as people type them, and the edges, alone or within another. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...EDGES),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units)),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.tuple(fc.string(), fc.constantFrom(...EDGES), fc.string()).map((parts) => parts.join('')),
)

/** Any text with the canary in it. */
export const markedText = fc.tuple(anyText, anyText).map(([before, after]) => before + CANARY + after)

/** Any value that JSON can carry, with the canary in many of its texts. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  markedText,
  anyText,
  fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
  fc.constantFrom(null, true, 0, -0, 1e308, -1, 2 ** 53, [], {}, [[[]]], { [CANARY]: CANARY }),
)

/** Any value of a header that the runtime sends without a warning. */
export const headerText = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 80 }),
  fc.constantFrom(CANARY, 'Bearer', 'Bearer ', `Bearer ${CANARY}`, ',', ';', '"', '*/*', '0', '-1', 'x'.repeat(4_000)),
)
