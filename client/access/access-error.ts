/** Codes of the service's catalogue, which mean here what they mean there. */
export type AccessErrorCode = 'token_missing' | 'token_invalid' | 'token_expired' | 'role_required'

const MESSAGES: Record<AccessErrorCode, string> = {
  token_missing: 'Send an access token in x-access-token or Authorization: Bearer.',
  token_invalid: 'The token is not valid.',
  token_expired: 'The token has expired.',
  role_required: 'This needs a role that the account does not have.',
}

/** Why a request is refused. Switch on `code`; `message` is for people, and `reason` for your log. */
export class AccessError extends Error {
  declare readonly code: AccessErrorCode
  /** 401, or 403 for a role. */
  declare readonly status: 401 | 403
  /** Which check failed, such as `signature` or `iss`. It quotes nothing of the token. */
  declare readonly reason: string | undefined

  constructor(code: AccessErrorCode, reason?: string) {
    super(MESSAGES[code])
    this.name = 'AccessError'
    this.code = code
    this.status = code === 'role_required' ? 403 : 401
    this.reason = reason
  }
}
