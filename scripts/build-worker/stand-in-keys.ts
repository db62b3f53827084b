import type { Plugin } from 'rolldown'
import type { KnownProvider } from '../../src/model/providers.ts'

const KEYS: Record<KnownProvider, string> = {
  apple: 'https://appleid.apple.com/auth/keys',
  google: 'https://www.googleapis.com/oauth2/v3/certs',
}

/**
 * The variable by which `npm run dev -- --stand-in-providers` tells the build where the stand-ins are. The Worker itself
 * knows none: what trusts them is in no bundle but that of `wrangler dev`.
 */
export const STAND_IN_PROVIDERS = 'STAND_IN_PROVIDERS'

/**
 * The plugin that an environment asks for. Throws unless it is `wrangler dev` that builds: whoever deployed such a
 * Worker would let everybody sign in as anyone.
 */
export function standInsOf({ [STAND_IN_PROVIDERS]: url, WRANGLER_COMMAND: command }: NodeJS.ProcessEnv): Plugin[] {
  if (!url) return []
  if (command !== 'dev') throw new Error(`${STAND_IN_PROVIDERS} is set: only npm run dev builds with stand-ins`)
  return [standInKeys(url)]
}

/** Takes the keys of Apple and Google from their stand-ins at `url`, and from nowhere else. */
function standInKeys(url: string): Plugin {
  const missing = new Set<string>(Object.values(KEYS))
  return {
    name: 'stand-in-keys',
    transform(code) {
      const found = Object.entries(KEYS).filter(([, keys]) => code.includes(keys))
      for (const [, keys] of found) missing.delete(keys)
      if (found.length === 0) return undefined
      const changed = found.reduce((text, [provider, keys]) => text.replaceAll(keys, `${url}/${provider}/keys`), code)
      return { code: changed, map: null } // no line is another
    },
    buildEnd() {
      if (missing.size > 0) throw new Error(`nothing fetches ${[...missing].join()} any more: what does instead?`)
    },
  }
}
