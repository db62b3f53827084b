import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** Runs an attacker's tool and answers its output; kills it if it takes longer than `seconds`. */
export async function runTool(
  name: string,
  args: string[],
  seconds: number,
  options: SpawnOptions = {},
): Promise<string> {
  const tool = spawn(name, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  const timer = setTimeout(() => tool.kill('SIGKILL'), seconds * 1_000)
  const output = Promise.all([tool.stdout, tool.stderr].map((stream) => (stream ? text(stream) : '')))
  const [, signal] = await once(tool, 'close')
  clearTimeout(timer)
  const written = (await output).join('')
  return signal ? `${written}\n${name} was ended after ${seconds} s` : written
}

/** Whether a tool is installed. */
export async function isInstalled(name: string): Promise<boolean> {
  const which = spawn('which', [name], { stdio: 'ignore' })
  const [code] = await once(which, 'close')
  return code === 0
}
