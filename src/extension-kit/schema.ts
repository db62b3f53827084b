// What tables of your own refer to. None of it runs in the Worker: queries are compiled beforehand.
export { time } from '../db/schema/time.ts'
export { users } from '../db/schema/users.ts'
