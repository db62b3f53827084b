import type { Reporter, TestCase } from 'vitest/node'

type Annotation = ReturnType<TestCase['annotations']>[number]

/** Prints the tables that tests annotate themselves with: the default reporter shows annotations of failed tests only. */
export class TableReporter implements Reporter {
  #tables: string[] = []

  onTestCaseAnnotate(_testCase: TestCase, { type, message }: Annotation): void {
    if (type === 'table') this.#tables.push(message)
  }

  onTestRunEnd(): void {
    for (const table of this.#tables) process.stdout.write(`\n${table}\n`)
    this.#tables = []
  }
}
