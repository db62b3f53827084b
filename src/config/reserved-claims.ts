/**
 * Claims that say who a token is of and how far it goes (RFC 7519 §4.1, RFC 7800 §3.1, RFC 8693 §4, RFC 9068 §2.2): ours, or
 * of meaning to who verifies it. What operators write of a user must not stand in their place.
 */
const RESERVED_CLAIMS = new Set(
  'iss sub aud exp nbf iat jti sid gen roles cnf act may_act client_id azp acr amr auth_time'.split(' '),
)

/** Whether a claim has a meaning in every token. */
export const isReservedClaim = (name: string): boolean => RESERVED_CLAIMS.has(name)
