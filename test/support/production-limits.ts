const MAX_ITERATIONS = 100_000

type DeriveBits = SubtleCrypto['deriveBits'] & { unlimited?: SubtleCrypto['deriveBits'] }

let slices = 0

/** PBKDF2 calls of some work. */
export async function countSlices(work: () => Promise<unknown>): Promise<number> {
  slices = 0
  await work()
  return slices
}

/** Makes `deriveBits` refuse what production refuses and the local runtime does not. */
export function limitDeriveBits(): void {
  const current: DeriveBits = crypto.subtle.deriveBits
  const unlimited = current.unlimited ?? current.bind(crypto.subtle) // files share the isolate: wrap once
  const limited: SubtleCrypto['deriveBits'] = (algorithm, key, length) => {
    const { iterations = 0 } = algorithm as { iterations?: number }
    if (iterations > MAX_ITERATIONS) {
      throw new DOMException(`iteration counts above ${MAX_ITERATIONS} are not supported`, 'NotSupportedError')
    }
    slices++
    return unlimited(algorithm, key, length)
  }
  crypto.subtle.deriveBits = Object.assign(limited, { unlimited })
}
