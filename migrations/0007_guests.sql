-- `email` may be NULL, for guests. SQLite has no statement for that which D1 allows, so `users` is made anew. DROP TABLE deletes the rows first, and with them what belongs to them: so they get other ids before, and
-- nothing belongs to those. The new rows bring the old ids back (docs/adr/0024).
PRAGMA defer_foreign_keys = on;
--> statement-breakpoint
CREATE TABLE `users_copy` AS SELECT `id`, `email`, `password_hash`, `name`, `bio`, `avatar_url`, `locale`, `email_verified`, `email_verified_by`, `email_verified_at`, `imported_at`, `disabled_at`, `created_at`, `updated_at` FROM `users`;
--> statement-breakpoint
UPDATE `users` SET `id` = '~' || `id`;
--> statement-breakpoint
DROP TABLE `users`;
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`email` text,
	`is_guest` integer DEFAULT false NOT NULL,
	`password_hash` text,
	`name` text NOT NULL,
	`bio` text,
	`avatar_url` text,
	`locale` text,
	`email_verified` integer DEFAULT false NOT NULL,
	`email_verified_by` text,
	`email_verified_at` integer,
	`imported_at` integer,
	`disabled_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
INSERT INTO `users` (`id`, `email`, `password_hash`, `name`, `bio`, `avatar_url`, `locale`, `email_verified`, `email_verified_by`, `email_verified_at`, `imported_at`, `disabled_at`, `created_at`, `updated_at`) SELECT `id`, `email`, `password_hash`, `name`, `bio`, `avatar_url`, `locale`, `email_verified`, `email_verified_by`, `email_verified_at`, `imported_at`, `disabled_at`, `created_at`, `updated_at` FROM `users_copy` ORDER BY `id`;
--> statement-breakpoint
DROP TABLE `users_copy`;
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email_unique` ON `users` (`email`);