// All tables: `npm run db:generate` writes the migrations for what changes in them.
export * from './schema/codes.ts'
export * from './schema/operations.ts'
export * from './schema/users.ts'
export * from './schema/ways-in.ts'
