// How settings are checked, for src/extensions/settings.ts.
export { rateLimit } from '../config/binding.ts'
export { duration, onOrOff, optionalList, optionalText, text } from '../config/checks.ts'
