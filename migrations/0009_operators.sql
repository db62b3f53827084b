CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`actor_type` text NOT NULL,
	`actor_id` text NOT NULL,
	`action` text NOT NULL,
	`target_id` text,
	`before` text,
	`after` text,
	`ip` text,
	`country` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `audit_created_at` ON `audit` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_target_id` ON `audit` (`target_id`,`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `audit_actor_id` ON `audit` (`actor_id`,`created_at`,`id`);--> statement-breakpoint
CREATE TABLE `daily_counts` (
	`day` text NOT NULL,
	`kind` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`day`, `kind`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`endpoint` text NOT NULL,
	`user_id` text NOT NULL,
	`type` text NOT NULL,
	`data` text NOT NULL,
	`created_at` integer NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`last_failure` text,
	`dead_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_id_endpoint` ON `outbox` (`id`,`endpoint`);--> statement-breakpoint
CREATE INDEX `outbox_user_id` ON `outbox` (`endpoint`,`user_id`,`seq`) WHERE "outbox"."dead_at" is null;--> statement-breakpoint
CREATE INDEX `outbox_next_attempt_at` ON `outbox` (`next_attempt_at`) WHERE "outbox"."dead_at" is null;--> statement-breakpoint
CREATE INDEX `outbox_dead_at` ON `outbox` (`dead_at`) WHERE "outbox"."dead_at" is not null;--> statement-breakpoint
CREATE TABLE `stopped_endpoints` (
	`endpoint` text PRIMARY KEY NOT NULL,
	`stopped_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `events` ADD `method` text;--> statement-breakpoint
ALTER TABLE `events` ADD `by_support` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `disabled_until` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `disabled_reason` text;--> statement-breakpoint
ALTER TABLE `users` ADD `roles` text;--> statement-breakpoint
ALTER TABLE `users` ADD `app_metadata` text;--> statement-breakpoint
ALTER TABLE `users` ADD `user_metadata` text;--> statement-breakpoint
CREATE INDEX `users_created_at` ON `users` (`created_at`,`id`);--> statement-breakpoint
CREATE INDEX `users_name` ON `users` ("name" COLLATE NOCASE,`id`);--> statement-breakpoint
CREATE INDEX `users_with_roles` ON `users` (`created_at`,`id`) WHERE "users"."roles" is not null;--> statement-breakpoint
CREATE INDEX `users_disabled` ON `users` (`created_at`,`id`) WHERE "users"."disabled_at" is not null;--> statement-breakpoint
CREATE INDEX `users_guests` ON `users` (`created_at`,`id`) WHERE "users"."is_guest" = 1;--> statement-breakpoint
CREATE INDEX `users_disabled_until` ON `users` (`disabled_until`) WHERE "users"."disabled_until" is not null;