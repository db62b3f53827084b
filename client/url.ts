/** The path of an operation with its parameters. Throws for a value that would lead to another URL: an empty one, or dots, which URLs resolve. */
export function filled(path: string, params: Record<string, string>): string {
  return path.replace(/\{(\w+)\}/g, (_, name) => {
    const value = params[name] ?? ''
    if (/^\.{0,2}$/.test(value)) throw new TypeError(`'${value}' is no ${name}`)
    return encodeURIComponent(value)
  })
}

/** The query of a URL, with its question mark. What is `undefined` or null is left out, as JSON leaves out the one. */
export function queryString(query: Record<string, string | number | boolean | null | undefined> | undefined): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value == null ? [] : `${name}=${encodeURIComponent(value)}`,
  )
  return pairs.length > 0 ? `?${pairs.join('&')}` : ''
}
