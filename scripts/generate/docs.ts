import { globSync } from 'node:fs'
import type { OpenAPIV3_1 } from 'openapi-types'
import { Complaint } from './complaint.ts'
import { benchmark, type DistanceResults, type Results } from './docs/benchmark.ts'
import { calls } from './docs/calls.ts'
import { callsOfMonth, costs } from './docs/costs.ts'
import { file } from './docs/file.ts'
import { countedLimits, rateLimits } from './docs/limits.ts'
import { passwordVectors } from './docs/password-vectors.ts'
import { problems } from './docs/problems.ts'
import { type RouteRecord, routeRecords, type SupabaseCallRecord, supabaseCallRecords } from './docs/route-records.ts'
import { secrets, settings } from './docs/settings.ts'
import { staging } from './docs/staging.ts'
import { supabaseCalls } from './docs/supabase-calls.ts'
import type { Files } from './files.ts'
import { formatted } from './format.ts'
import { GENERATED_PART } from './generated.ts'

const PARTS: Record<string, (sources: Sources) => string> = {
  benchmark: ({ results, distance }) => benchmark(results, distance),
  calls: ({ document, records }) => calls(document, records),
  'calls of a month': ({ records }) => callsOfMonth(records),
  costs: ({ records }) => costs(records),
  'counted limits': countedLimits,
  'password vectors': passwordVectors,
  problems,
  'rate limits': ({ toml }) => rateLimits(toml),
  secrets: ({ toml }) => secrets(toml),
  settings: ({ toml }) => settings(toml),
  'staging environment': ({ toml }) => staging(toml),
  'supabase calls': ({ supabaseRecords }) => supabaseCalls(supabaseRecords),
  'verifier in Node': () => file('scripts/export/verify.mjs', 'js'),
  'verifier in Python': () => file('scripts/export/verify.py', 'python'),
}

interface Sources {
  document: OpenAPIV3_1.Document
  toml: string
  results: Results
  distance: DistanceResults
  records: RouteRecord[]
  supabaseRecords: SupabaseCallRecord[]
}

/** Writes the parts of the documents that say what the code says, between their markers. Throws for an unknown one. */
export async function generate(files: Files): Promise<void> {
  const sources = {
    document: JSON.parse(files.read('public/openapi.json')),
    toml: files.read('wrangler.toml'),
    results: JSON.parse(files.read('bench/results/latest.json')),
    distance: JSON.parse(files.read('bench/results/distance.json')),
    records: await routeRecords(),
    supabaseRecords: await supabaseCallRecords(),
  }
  const unused = new Set(Object.keys(PARTS))
  for (const file of globSync(['*.md', 'docs/*.md']).sort()) {
    const old = files.read(file)
    const text = old.replace(GENERATED_PART, (_, name: string) => {
      const make = PARTS[name]
      if (!make) throw new Complaint(`${file}: there is nothing to generate for "${name}"`)
      unused.delete(name)
      return `\n${make(sources).trim()}\n\n`
    })
    if (old.includes('<!-- generated: ')) files.write(file, formatted(file, text))
  }
  if (unused.size > 0) throw new Complaint(`no document has a marker for ${[...unused].join(', ')}`)
}
