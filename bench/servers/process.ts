import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

// What Linux says about a process. Other systems are not supported.

const run = promisify(execFile)

/** CPU seconds that a process has used so far, with all its threads. */
export async function cpuSeconds(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`)
  const used = await Promise.all(threads.map((thread) => threadNanoseconds(pid, thread)))
  return used.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e9
}

/** Finer than /proc/<pid>/stat, which counts in hundredths of a second. */
async function threadNanoseconds(pid: number, thread: string): Promise<number> {
  const schedstat = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')
  return Number(schedstat.split(' ', 1)[0])
}

/** Memory in MiB: resident now, and at its peak. */
export async function memory(pid: number): Promise<{ resident: number; peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  const mebibytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1_024
  return { resident: mebibytes('VmRSS'), peak: mebibytes('VmHWM') }
}

export async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return children.trim().split(' ').filter(Boolean).map(Number)
}

const IDLE_CHECK_MS = 100
const IDLE_SHARE = 0.05 // of a CPU: timers and the like go on

/** Waits until a process does nothing, such as finishing work whose client is gone. */
export async function untilIdle(pid: number): Promise<void> {
  for (let before = await cpuSeconds(pid); ; ) {
    await delay(IDLE_CHECK_MS)
    const now = await cpuSeconds(pid)
    if (now - before < (IDLE_SHARE * IDLE_CHECK_MS) / 1_000) return
    before = now
  }
}

/** The CPUs that this process may use. */
export async function allowedCpus(): Promise<number[]> {
  const status = await readFile('/proc/self/status', 'utf8')
  const list = /Cpus_allowed_list:\s+(\S+)/.exec(status)?.[1] ?? '0'
  return list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, n) => first + n)
  })
}

/** Keeps a process, with the threads that it has and will have, on some CPUs. */
export const pin = (pid: number, cpus: number[]) => run('taskset', ['-a', '-c', '-p', cpus.join(','), String(pid)])
