import { code, sentence, table } from './table.ts'
import { secretsOf, settingsOf } from './wrangler-toml.ts'

export const settings = (toml: string): string =>
  table(
    ['setting', 'default', 'what it is'],
    settingsOf(toml).map(({ name, value, comment }) => [code(name), code(value), comment]),
  )

export const secrets = (toml: string): string =>
  table(
    ['secret', 'needed', 'what it does'],
    secretsOf(toml).map(({ name, isRequired, comment }) => [
      code(name),
      isRequired ? 'always' : 'no',
      sentence(comment),
    ]),
  )
