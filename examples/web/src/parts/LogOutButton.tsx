import { useUser } from 'latchkey/react'

/** Logs out, also without a network: then the session ends by itself later, and this browser forgets it now. */
export function LogOutButton() {
  const { client } = useUser()
  return (
    <button type="button" onClick={() => client.logout().catch(() => client.forget())}>
      Log out
    </button>
  )
}
