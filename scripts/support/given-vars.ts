/** The settings that are given as `--var NAME:value`, as wrangler takes them. */
export const givenVars = (args: unknown): Record<string, string> =>
  Object.fromEntries([args ?? []].flat().map((text) => /^([^:]*):(.*)$/s.exec(String(text))?.slice(1) ?? []))
