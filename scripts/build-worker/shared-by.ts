/** What the bundler knows of a module: who imports it, and who loads it on demand. */
interface ModuleInfo {
  importers: readonly string[]
  dynamicImporters: readonly string[]
}

interface Graph {
  getModuleInfo(id: string): ModuleInfo | null
}

/** Modules that are loaded on demand for one purpose, by the chunk for what only they have in common. */
const PURPOSES = {
  sealing: /\/src\/(http\/api\/(factors|passkeys)|domain\/sign-in\/second-factor)/,
  'remote-keys': /\/src\/crypto\/(id-tokens|access-assertion)/,
  // What those two have in common.
  jose: /\/src\/(http\/api\/(factors|passkeys)|domain\/sign-in\/second-factor|crypto\/(id-tokens|access-assertion))/,
  operating:
    /\/src\/(http\/admin|http\/pages\/console|rpc\/user-calls|config\/admin|crypto\/access-assertion|jobs\/count|domain\/figures|supabase\/index)/,
  calling: /\/src\/rpc\//,
  sending: /\/src\/(domain\/webhooks|jobs\/deliver|http\/admin\/webhooks)/,
}

/**
 * The chunk for a module that several chunks share: that of their purpose, so that what only operators' calls have in
 * common is not loaded by an app's; `shared` if they have none in common.
 */
export function sharedBy(id: string, graph: Graph): string {
  const roots = [...rootsOf(id, graph)]
  const purpose = Object.entries(PURPOSES).find(([, isFor]) => roots.every((root) => isFor.test(root)))
  return purpose?.[0] ?? 'shared'
}

/** The modules loaded on demand, or at once, that need a module. */
function rootsOf(id: string, graph: Graph, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return new Set()
  seen.add(id)
  const { importers = [], dynamicImporters = [] } = graph.getModuleInfo(id) ?? {}
  const found = new Set(dynamicImporters.length > 0 || importers.length === 0 ? [id] : [])
  for (const importer of importers) for (const root of rootsOf(importer, graph, seen)) found.add(root)
  return found
}
