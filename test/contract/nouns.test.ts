/// <reference types="vite/types/importMeta.d.ts" />
import { expect, it } from 'vitest'
import { folderOf, NOUNS } from '../../src/model/nouns.ts'

// Nothing of these files is loaded.
const folders = {
  'src/http/api': Object.keys(import.meta.glob('/src/http/api/*/*.ts')),
  'src/domain/operations': Object.keys(import.meta.glob('/src/domain/operations/*/*.ts')),
  'test/api': Object.keys(import.meta.glob('/test/api/*/*.ts')),
}

it.each(Object.entries(folders))('%s has a folder for each noun, and no other', (parent, files) => {
  const found = new Set(files.map((file) => file.slice(parent.length + 2).split('/')[0]))
  expect([...found].sort()).toEqual(Object.keys(NOUNS).map(folderOf).sort())
})
