/** What somebody has to correct in the files that others are made of: its message says it, and no stack trace helps. */
export class Complaint extends Error {}
