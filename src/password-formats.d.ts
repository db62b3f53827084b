export { readForm } from './crypto/password-formats/index.ts'
