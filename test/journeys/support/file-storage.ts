import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import type { ClientStorage } from '../../../client/storage.ts'

/** A client's storage in a file, atomic as a keychain is: `beforeRename` runs when the new value is only half there. */
export const fileStorage = (path: string, beforeRename = async () => {}): ClientStorage => ({
  get: () => readFile(path, 'utf8').catch(() => null),
  async set(value) {
    await writeFile(`${path}.new`, value)
    await beforeRename()
    await rename(`${path}.new`, path)
  },
  remove: () => rm(path, { force: true }),
})
