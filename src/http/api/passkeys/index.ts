import { Hono } from 'hono/tiny'
import type { AppEnv } from '../../app-env.ts'
import { addPasskeyRoute } from './add-passkey.ts'
import { getPasskeyLoginOptionsRoute } from './get-passkey-login-options.ts'
import { getPasskeyOptionsRoute } from './get-passkey-options.ts'
import { listPasskeysRoute } from './list-passkeys.ts'
import { loginWithPasskeyRoute } from './login-with-passkey.ts'
import { removePasskeyRoute } from './remove-passkey.ts'
import { renamePasskeyRoute } from './rename-passkey.ts'

export const routes = new Hono<AppEnv>()
  .route('/', getPasskeyOptionsRoute)
  .route('/', addPasskeyRoute)
  .route('/', getPasskeyLoginOptionsRoute)
  .route('/', loginWithPasskeyRoute)
  .route('/', listPasskeysRoute)
  .route('/', renamePasskeyRoute)
  .route('/', removePasskeyRoute)
