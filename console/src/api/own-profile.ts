import { app } from './client.ts'

/** The query of whoever is signed in. */
export const ownProfile = { queryKey: ['own-profile'], queryFn: app.getProfile, staleTime: Number.POSITIVE_INFINITY }
