import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { consoleMessages } from '../../scripts/support/console-languages.ts'
import { tagsIn } from '../../scripts/support/language-files.ts'

let root: string

const write = (file: string, messages: Record<string, string>) => writeFile(join(root, file), JSON.stringify(messages))

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'languages-'))
  for (const folder of ['locales', 'src/extensions/locales']) await mkdir(join(root, folder), { recursive: true })
  await write('locales/en.json', { 'mail.code': 'Code', 'console.ui.save': 'Save', 'console.ui.back': 'Back' })
  await write('locales/de.json', { 'mail.code': 'Code', 'console.ui.save': 'Speichern' })
})

afterEach(() => rm(root, { recursive: true }))

describe('the sentences of the console', () => {
  it('are those of a language, in English where it has none, and none of others', () => {
    expect(consoleMessages(root, 'de')).toEqual({ 'console.ui.save': 'Speichern', 'console.ui.back': 'Back' })
  })

  it('are the team’s own before those, also in a language that only the team has', async () => {
    await write('src/extensions/locales/en.json', { 'console.ui.back': 'Return' })
    await write('src/extensions/locales/de.json', { 'console.ui.save': 'Sichern' })
    await write('src/extensions/locales/nl.json', { 'console.ui.save': 'Opslaan' })
    expect(consoleMessages(root, 'de')).toEqual({ 'console.ui.save': 'Sichern', 'console.ui.back': 'Return' })
    expect(consoleMessages(root, 'nl')).toEqual({ 'console.ui.save': 'Opslaan', 'console.ui.back': 'Return' })
    expect(tagsIn(root)).toEqual(['de', 'en', 'nl'])
  })

  it('are those of the nearest language where the team’s own has none', async () => {
    await write('src/extensions/locales/de-AT.json', { 'console.ui.back': 'Retour' })
    expect(consoleMessages(root, 'de-AT')).toEqual({ 'console.ui.save': 'Speichern', 'console.ui.back': 'Retour' })
  })

  it('are there without a folder of the team’s', async () => {
    await rm(join(root, 'src'), { recursive: true })
    expect(tagsIn(root)).toEqual(['de', 'en'])
    expect(consoleMessages(root, 'en')).toEqual({ 'console.ui.save': 'Save', 'console.ui.back': 'Back' })
  })
})
