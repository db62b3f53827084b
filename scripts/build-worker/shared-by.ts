/** What the bundler knows of a module: who imports it, and who loads it on demand. */
interface ModuleInfo {
  code: string | null
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
    /\/src\/(http\/admin|http\/pages\/console|rpc\/user-calls|config\/admin|crypto\/access-assertion|jobs\/count|domain\/figures)/,
  calling: /\/src\/rpc\//,
  sending: /\/src\/(domain\/webhooks|jobs\/deliver|http\/admin\/webhooks)/,
}

/** What speaks another protocol calls whatever there is: it takes its part of the others' chunks, and makes none of theirs larger. */
const OTHER_PROTOCOL = /\/src\/supabase\/index/

/**
 * The chunk for a module that several chunks share: that of their purpose, so that what only operators' calls have in
 * common is not loaded by an app's; `shared` if they have none in common. What one of them shares with the other protocol alone is a
 * chunk beside its own.
 */
export function sharedBy(id: string, graph: Graph): string {
  const roots = [...rootsOf(id, graph)]
  const others = roots.filter((root) => !OTHER_PROTOCOL.test(root))
  const [first] = others
  if (!first) return 'supabase'
  if (others.length === 1) return nameOf(first)
  const purpose = Object.entries(PURPOSES).find(([, isFor]) => others.every((root) => isFor.test(root)))
  return purpose?.[0] ?? 'shared'
}

/** The chunk for what the other protocol alone calls, and is no part of it; `null` for all else. */
export const calledByProtocol = (id: string, graph: Graph): string | null =>
  !id.includes('/src/supabase/') && [...rootsOf(id, graph)].every((root) => OTHER_PROTOCOL.test(root))
    ? 'supabase-operations'
    : null

/** What a chunk is called: by its folder, if it is the index of one; and a language by its tag. */
function nameOf(root: string): string {
  const [, tag] = /\/locales\/([\w-]+)\.json$/.exec(root) ?? []
  return tag ? `language-${tag}` : (/([\w-]+)(?:\/index)?\.ts$/.exec(root)?.[1] ?? 'other')
}

/** The modules loaded on demand, or at once, that need a module. */
function rootsOf(id: string, graph: Graph, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return new Set()
  seen.add(id)
  const importers = importersOf(id, graph)
  const { dynamicImporters = [] } = graph.getModuleInfo(id) ?? {}
  const found = new Set(dynamicImporters.length > 0 || importers.length === 0 ? [id] : [])
  for (const importer of importers) for (const root of rootsOf(importer, graph, seen)) found.add(root)
  return found
}

const STATEMENT = /^(.+)\?statement=(\w+)$/

/** What imports a module; of a statement those that name it, of all that import its file. */
function importersOf(id: string, graph: Graph): readonly string[] {
  const { importers = [] } = graph.getModuleInfo(id) ?? {}
  const [, file, name] = STATEMENT.exec(id) ?? []
  if (!file || !name) return importers
  const isNamed = new RegExp(`\\b${name}\\b`)
  return (graph.getModuleInfo(file)?.importers ?? []).filter((importer) =>
    isNamed.test(graph.getModuleInfo(importer)?.code ?? ''),
  )
}
