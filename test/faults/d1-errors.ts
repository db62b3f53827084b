// What D1 says when it is D1 that failed, word for word and whole.
// https://developers.cloudflare.com/d1/observability/debug-d1/#error-list

/** "Retry the operation." */
export const RETRIED = [
  'D1 DB reset because its code was updated.',
  'Internal error while starting up D1 DB storage caused object to be reset.',
  'Network connection lost.',
  'Replica disconnected from primary.',
  'Internal error in D1 DB storage caused object to be reset.',
  'Cannot resolve D1 DB due to transient issue on remote node.',
  "Can't read from request stream because client disconnected.",
  'internal error; reference = 0123456789abcdef', // in no list, and in what users report
].map(asThrown)

/** "Send fewer requests by spreading the load over time", or the like. */
export const NOT_RETRIED = [
  'D1 DB storage operation exceeded timeout which caused object to be reset.',
  'D1 DB is overloaded. Requests queued for too long.',
  'D1 DB is overloaded. Too many requests queued.',
  "D1 DB's isolate exceeded its memory limit and was reset.",
  'D1 DB exceeded its CPU time limit and was reset.',
  // https://developers.cloudflare.com/d1/platform/limits/: whoever runs the service has to act.
  "Your account has exceeded D1's free tier daily row read limit. Upgrade to a paid plan or wait until tomorrow (midnight UTC) to continue.",
  "Your account has exceeded D1's free tier daily row write limit. Upgrade to a paid plan or wait until tomorrow (midnight UTC) to continue.",
  "Your account has exceeded D1's maximum account storage limit.",
  'Exceeded maximum DB size.',
].map(asThrown)

export const ALL_ERRORS = [...RETRIED, ...NOT_RETRIED]

function asThrown(message: string): string {
  return `D1_ERROR: ${message}`
}
