import { useUser } from 'latchkey/react'
import { go } from '../lib/place.ts'

/** Logs out, also without a network: then the session ends by itself later, and this browser forgets it now. */
export function LogOutButton() {
  const { client } = useUser()

  async function logOut() {
    await client.logout().catch(() => client.forget())
    go('#/') // whoever signs in here next begins at the beginning
  }

  return (
    <button type="button" onClick={logOut}>
      Log out
    </button>
  )
}
