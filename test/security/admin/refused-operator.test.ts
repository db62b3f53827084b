import { describe, expect, it } from 'vitest'
import { makeAdmin } from '../../support/admin.ts'
import { changesByOperators } from '../../support/changes.ts'
import { newPerson } from '../../support/person.ts'
import { exampleOf } from '../../support/routes/example.ts'
import { dump } from '../../support/rows.ts'

// Attack: somebody who may not operate calls what operators call, and hopes that a part of it is done before they are refused.

/** Who calls, and what they are told. */
const CALLERS = {
  role_required: (_id: string) => undefined,
  factor_missing: (id: string) => makeAdmin(id),
}

describe.each(changesByOperators)('$id ($route)', (route) => {
  it.each(['role_required', 'factor_missing'] as const)(
    'refused with %s, writes nothing and sends nothing',
    async (code) => {
      const { send, mailbox } = await exampleOf(route)
      const person = await newPerson({ email: 'stranger@example.com' })
      await CALLERS[code](person._id)
      const caller = code === 'factor_missing' ? await person.signIn() : person // of level 1
      mailbox.mails.length = 0
      const before = await dump()
      const { status, body } = await send({ token: caller.token })
      expect([status, body.code]).toEqual([403, code])
      expect(await dump()).toEqual(before)
      expect(mailbox.mails).toEqual([])
    },
  )
})
