import { captureWrangler } from '../support/wrangler.ts'
import { Complaint } from './complaint.ts'
import type { Files } from './files.ts'

const FILE = 'worker-configuration.d.ts'

/** The types of the bindings and settings in wrangler.toml, which wrangler writes itself. Throws if it cannot. */
export async function generate(files: Files): Promise<void> {
  const flags = ['--include-runtime=false', '--strict-vars=false']
  const { status, output } = await captureWrangler(['types', ...flags, ...(files.isCheck ? ['--check'] : [])])
  if (status === 0) return
  if (!files.isCheck) throw new Complaint(output)
  files.stale.push(FILE)
}
