import { useCallback, useEffect, useState } from 'react'

/** What a call answers, or why it failed. `load` has to be the same function at each render, such as a method of the client. */
export function useLoaded<T>(load: () => Promise<T>) {
  const [loaded, setLoaded] = useState<{ data?: T; error?: unknown }>({})
  const reload = useCallback(async () => {
    try {
      setLoaded({ data: await load() })
    } catch (error) {
      setLoaded((last) => ({ ...last, error })) // what was shown stays
    }
  }, [load])
  useEffect(() => {
    reload()
  }, [reload])
  return { ...loaded, reload }
}
