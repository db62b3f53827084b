// npm run admin -- grant someone@example.com: makes the first admin, and gives and takes roles. docs/operating.md.
import { parseArgs } from 'node:util'
import { ADMIN_ROLE } from '../../src/model/operator.ts'
import { ROLE_NAME } from '../../src/model/roles.ts'
import { FAILED, runCommand } from '../import/command.ts'
import { DATABASE_OPTIONS, openDatabase } from '../import/targets.ts'
import { changeRole } from './change-role.ts'
import { listRoles } from './list-roles.ts'

const HELP = `npm run admin -- grant <user> [role] [options]
npm run admin -- revoke <user> [role] [options]
npm run admin -- list [options]

  <user>             an email address, or the _id of a user who has none
  [role]             ${ADMIN_ROLE}, as without it, or another: a to z, 0 to 9 and _ . : -
  --force            grants a role also to who has not verified the email address in the app, and revokes ${ADMIN_ROLE} also from
                     the last one who has it
  --local            in the local database: the default
  --remote           in the deployed database
  --persist-to dir   the local database of \`npm run dev -- --persist-to dir\`
  --env name         an environment of wrangler.toml

Exit status: 0 if it is as asked, 1 if it is refused, 2 if it could not be made.
`

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      ...DATABASE_OPTIONS,
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [command, who, role = ADMIN_ROLE, ...others] = positionals
  const isList = command === 'list' && who === undefined
  const change = command === 'grant' || command === 'revoke' ? command : undefined
  if (values.help || others.length > 0 || !(isList || (change && who))) {
    console.log(HELP)
    return values.help ? 0 : FAILED
  }
  if (!ROLE_NAME.test(role))
    throw new Error(
      `A role is a to z, 0 to 9 and _ . : - (a letter first, at most 64), and not ${JSON.stringify(role)}.`,
    )
  const table = await openDatabase(values)
  try {
    return change && who ? await changeRole(table, change, { who, role, force: values.force }) : await listRoles(table)
  } finally {
    await table.close()
  }
})
