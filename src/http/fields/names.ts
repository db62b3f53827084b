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
