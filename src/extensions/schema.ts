// Your tables. After a change: npm run db:generate -- --name what_changed (docs/your-own-routes.md).
export {}
