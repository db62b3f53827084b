interface ImportMetaEnv {
  /** Where the service is. */
  readonly VITE_API_URL: string
  /** The id of the web client at Google. */
  readonly VITE_GOOGLE_CLIENT_ID?: string
  /** The service's stand-in for Google, while one develops. */
  readonly VITE_GOOGLE_STAND_IN?: string
}
