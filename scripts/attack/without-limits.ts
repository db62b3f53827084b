/** Removes the tables [[ratelimits]] from a wrangler.toml. */
export const withoutLimits = (toml: string): string =>
  toml.replaceAll(/^\[\[ratelimits\]\][^\n]*\n(?:(?!\[)[^\n]*\n)*/gm, '')
