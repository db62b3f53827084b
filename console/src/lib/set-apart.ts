/** What turns text, or ends what was set apart (UAX #9 §2.1 to §2.6); the direction that letters have by themselves stays. */
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/**
 * A value, such as the name that somebody has given a passkey, as it can stand in a sentence without turning what is around it: set
 * apart from text that runs the other way (UAX #9 §2.4.2: FSI and PDI).
 */
export function setApart(value: string, direction: 'ltr' | 'rtl'): string {
  const plain = value.replace(TURNS, '')
  return direction === 'rtl' || plain !== value ? `\u2068${plain}\u2069` : plain
}
