const MAX_ITERATIONS = 100_000

let slices = 0

/** PBKDF2 calls since the last `countSlices`. */
export async function countSlices(work: () => Promise<unknown>): Promise<number> {
  slices = 0
  await work()
  return slices
}

/** Makes `deriveBits` refuse what production refuses and the local runtime does not. */
export function limitDeriveBits(): void {
  const deriveBits = crypto.subtle.deriveBits.bind(crypto.subtle)
  crypto.subtle.deriveBits = (algorithm, key, length) => {
    const { iterations = 0 } = algorithm as { iterations?: number }
    if (iterations > MAX_ITERATIONS) {
      throw new DOMException(`iteration counts above ${MAX_ITERATIONS} are not supported`, 'NotSupportedError')
    }
    slices++
    return deriveBits(algorithm, key, length)
  }
}
