import * as v from 'valibot'
import { NAME_MAX, nameFault } from '../../model/person-name.ts'
import { optional } from './optional.ts'
import { text } from './text.ts'

const name = v.pipe(
  text,
  v.trim(),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed && nameFault(dataset.value)
    if (fault) addIssue({ message: fault })
  }),
)

export const nameInput = v.pipe(name, v.metadata({ examples: ['Syamlal'], minLength: 1, maxLength: NAME_MAX }))

/** What a client calls its device, if it knows (Expo's `deviceName` may be null); otherwise the user agent is read. */
export const deviceNameInput = optional(
  v.pipe(
    name,
    v.metadata({
      examples: ["Robin's phone"],
      maxLength: NAME_MAX,
      description: 'Without one, the user agent is read',
    }),
  ),
)

/** Apple gives it to the app, once, and never in the token: refusing it would lose it. */
export const nameFromProvider = optional(
  v.pipe(
    v.string('must be text'),
    v.metadata({
      examples: ['Syamlal'],
      description: `Of a new user, as Apple gives it, once. It is made one line of ${NAME_MAX} characters, not refused`,
    }),
  ),
)
