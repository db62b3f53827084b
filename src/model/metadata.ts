/** How much a user may keep in their `metadata`: of the JSON that is stored, in UTF-8. */
export const METADATA_MAX_BYTES = 8_192

/** How deep objects and lists may be in each other, the outermost included. */
export const METADATA_MAX_DEPTH = 10

/** The same for the `appMetadata` of a user, which operators write: access tokens may have members of it. */
export const APP_METADATA_MAX_BYTES = 4_096

/** What is said of metadata that are larger than so many bytes, or would be. */
export const tooLargeFor = (maxBytes: number): string => `must be at most ${maxBytes} bytes of JSON, all together`
