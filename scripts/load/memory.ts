import { readFileSync } from 'node:fs'

const KIB = 1_024
const NANOSECONDS = 1e6 // in a millisecond

/**
 * The bytes of a Worker's JavaScript heap, and of its buffers, that are in use after a garbage collection, from V8's
 * inspector. The Worker collects when it is next called, so `call` is repeated until the inspector answers.
 */
export async function liveHeap(inspectorUrl: string, call: () => Promise<unknown>): Promise<number> {
  const inspector = new WebSocket(inspectorUrl)
  const answers = new Map<number, { usedSize: number; backingStorageSize?: number }>()
  inspector.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data))
    answers.set(id, result)
  })
  const ask = async (id: number, method: string) => {
    inspector.send(JSON.stringify({ id, method }))
    for (;;) {
      const answer = answers.get(id)
      if (answer) return answer
      await call()
    }
  }
  await new Promise((resolve, reject) => {
    inspector.addEventListener('open', resolve)
    inspector.addEventListener('error', reject)
  })
  await ask(1, 'HeapProfiler.collectGarbage')
  const { usedSize, backingStorageSize = 0 } = await ask(2, 'Runtime.getHeapUsage')
  inspector.close()
  return usedSize + backingStorageSize
}

/** Bytes in MiB, as text. */
export const inMib = (bytes: number): string => `${(bytes / KIB ** 2).toFixed(1)} MiB`

/** The resident memory of every workerd below a process, in bytes; zero where there is no /proc. */
export function workerdMemory(pid: number): number {
  return descendants(pid)
    .filter(isWorkerd)
    .map(residentBytes)
    .reduce((sum, bytes) => sum + bytes, 0)
}

/**
 * A clock of the one workerd below a process that stands still while its main thread has no core, in milliseconds: what
 * others do on the machine takes no time by it. Throws where there is no /proc, or not one workerd.
 */
export function workerdClock(pid: number): () => number {
  const [workerd, ...others] = descendants(pid).filter(isWorkerd)
  if (workerd === undefined || others.length > 0) throw new Error('there is not one workerd')
  return () => Number.parseInt(readFileSync(`/proc/${workerd}/schedstat`, 'utf8'), 10) / NANOSECONDS
}

function descendants(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return children.flatMap((child) => [child, ...descendants(child)])
}

const isWorkerd = (pid: number) => read(`/proc/${pid}/comm`).startsWith('workerd')

const residentBytes = (pid: number) => Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * KIB

/** Empty for a process that has ended meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
