const MAX_BYTES = 256 * 1_024 // ten times what the largest provider publishes

/** Fetches a document of a few kilobytes. Rejects if there is more: an isolate's memory is not the provider's to fill. */
export async function fetchBounded(url: string, init: RequestInit): Promise<Response> {
  const { body, status } = await fetch(url, init)
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body ?? []) {
    size += part.length
    if (size > MAX_BYTES) throw Object.assign(new Error(), { code: 'too_large' })
    parts.push(part)
  }
  return new Response(new Blob(parts), { status })
}
