import * as v from 'valibot'

/** What an SDK can read. What it would fail on, or read wrongly, these schemas refuse; keys that it ignores they ignore. */
export interface Decoder {
  /** Of answers that succeed, by their shape. Where there is none, the SDK does not make the call. */
  answers: Readonly<Record<string, v.GenericSchema>>
  /** Of the claims of an access token. */
  claims: v.GenericSchema
  /** Of the body of an error. */
  error: v.GenericSchema
}

export const uuid = v.pipe(v.string(), v.uuid())
/** `2026-11-29T12:00:00.000Z`: all of them read this, and nothing else is read by all of them. */
export const isoTime = v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/), v.isoTimestamp())
export const unixTime = v.pipe(v.number(), v.integer(), v.minValue(1_500_000_000), v.maxValue(253_402_300_799))
export const json = v.record(v.string(), v.unknown())
/** An answer that is not read. */
export const ignored = v.unknown()
