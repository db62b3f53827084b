/** Takes the tables [[ratelimits]] out of a wrangler.toml. */
export const withoutLimits = (toml: string): string =>
  toml.replaceAll(/^\[\[ratelimits\]\][^\n]*\n(?:(?!\[)[^\n]*\n)*/gm, '')
