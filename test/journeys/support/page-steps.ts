import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What a page of docs/ tells to do: write a file, or run a command. */
export type PageStep = { file: string; text: string } | { command: string }

/** A block of code after a paragraph that ends with the name of its file, or one of commands. */
const BLOCK = /`([\w/.-]+)`:\n\n```\w+\n([\s\S]*?)```|```sh\n([\s\S]*?)```/g

/** The steps of a page, in their order. */
export async function stepsOf(page: string): Promise<PageStep[]> {
  const text = await readFile(page, 'utf8')
  return [...text.matchAll(BLOCK)].flatMap(([, file, code = '', commands]): PageStep[] => {
    if (file !== undefined) return [{ file, text: code }]
    return (commands ?? '')
      .trim()
      .split('\n')
      .map((command) => ({ command }))
  })
}

/** Writes a file of a page, in the place of what is there. */
export async function writeStep(directory: string, { file, text }: { file: string; text: string }): Promise<void> {
  await mkdir(dirname(join(directory, file)), { recursive: true })
  await writeFile(join(directory, file), text)
}
