import { readFileSync } from 'node:fs'

const KIB = 1_024

/** The resident memory of every workerd below a process, in bytes; zero where there is no /proc. */
export function workerdMemory(pid: number): number {
  return descendants(pid)
    .filter(isWorkerd)
    .map(residentBytes)
    .reduce((sum, bytes) => sum + bytes, 0)
}

function descendants(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return children.flatMap((child) => [child, ...descendants(child)])
}

const isWorkerd = (pid: number) => read(`/proc/${pid}/comm`).startsWith('workerd')

const residentBytes = (pid: number) => Number(/^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * KIB

/** What a process that has ended meanwhile has is nothing. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
