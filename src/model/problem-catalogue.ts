type Status = 400 | 402 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 500 | 501 | 502

type CatalogueEntry =
  | { status: Status; message: string }
  | { status: 401; challenge: string; message: string }
  | { status: 429 | 503; retryAfterSeconds: number; message: string }

/** Failures by their codes: the status, what people read, and the headers that go with some statuses. */
export type ProblemCatalogue = Readonly<Record<string, CatalogueEntry>>
