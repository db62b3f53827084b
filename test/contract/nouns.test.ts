/// <reference types="vite/types/importMeta.d.ts" />
import { expect, it } from 'vitest'
import { ADMIN_NOUNS, folderOf, NOUNS } from '../../src/model/nouns.ts'

// Nothing of these files is loaded.
const folders = [
  { parent: 'src/http/api', files: Object.keys(import.meta.glob('/src/http/api/*/*.ts')), nouns: NOUNS },
  { parent: 'src/http/admin', files: Object.keys(import.meta.glob('/src/http/admin/*/*.ts')), nouns: ADMIN_NOUNS },
  {
    parent: 'src/domain/operations',
    files: Object.keys(import.meta.glob('/src/domain/operations/*/*.ts')),
    nouns: { ...NOUNS, ...ADMIN_NOUNS },
  },
  { parent: 'test/api', files: Object.keys(import.meta.glob('/test/api/*/*.ts')), nouns: NOUNS },
  { parent: 'test/admin', files: Object.keys(import.meta.glob('/test/admin/*/*.ts')), nouns: ADMIN_NOUNS },
]

it.each(folders)('$parent has a folder for each noun, and no other', ({ parent, files, nouns }) => {
  const found = new Set(files.map((file) => file.slice(parent.length + 2).split('/')[0]))
  expect([...found].sort()).toEqual(Object.keys(nouns).map(folderOf).sort())
})
