import { createClient, webStorage } from 'latchkey/client'

/**
 * The client: one for the whole app. It is in `localStorage`, so that the sign-in survives a reload and is the same in all
 * tabs. Any script of the page can read it there: run none that is not yours (the Content-Security-Policy of vite.config.ts).
 * `sessionStorage` would forget it with the tab.
 */
export const latchkey = createClient({
  baseUrl: import.meta.env.VITE_API_URL, // on another origin than the app: the service has to know the app's (CORS_ORIGINS)
  storage: webStorage(localStorage),
  language: () => 'en', // the app's own words, which those of the service stand beside
})
