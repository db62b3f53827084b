import { useOnline } from '../lib/use-online.ts'

/** Says that there is no network. Nobody is signed out for that. */
export const Connection = () => (
  <div role="status" className="connection">
    {!useOnline() && <p>You are offline. You stay signed in, and see what was here last.</p>}
  </div>
)
