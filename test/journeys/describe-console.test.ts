import { expect, it } from 'vitest'
import { describeConsole } from '../../scripts/support/ways-in.ts'

it.each([
  [{}, 'The console is off until ADMIN says otherwise.'],
  [{ ADMIN: 'on', FACTORS: 'on' }, /^The console is at http:\/\/localhost:3001\/admin, [^\n]*$/],
  [{ ADMIN: 'on' }, /^The console is at [^\n]*\nADMIN is on, and neither FACTORS nor PASSKEYS is/],
])('npm run dev says of the console where it is, and why nobody gets in: %j', (settings, line) => {
  expect(describeConsole(settings, 'http://localhost:3001')).toMatch(line)
})
