// The team's own tables. They refer to the house's by foreign key; `npm run db:generate` writes their migrations.
export {}
