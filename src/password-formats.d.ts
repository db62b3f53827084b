export { readImportedHash } from './crypto/password-formats/index.ts'
