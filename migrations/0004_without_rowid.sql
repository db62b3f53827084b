-- A table without a rowid is its primary key's index: each row is written once less, and found in one step less.
-- Not `users`: to drop it would delete what belongs to its rows.
CREATE TABLE `new_sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`refresh_id` text NOT NULL,
	`previous_refresh_id` text,
	`refreshed_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`device_name` text,
	`country` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_sessions` (`id`, `user_id`, `refresh_id`, `previous_refresh_id`, `refreshed_at`, `created_at`, `expires_at`, `device_name`, `country`) SELECT `id`, `user_id`, `refresh_id`, `previous_refresh_id`, `refreshed_at`, `created_at`, `expires_at`, `device_name`, `country` FROM `sessions`;
--> statement-breakpoint
DROP TABLE `sessions`;
--> statement-breakpoint
ALTER TABLE `new_sessions` RENAME TO `sessions`;
--> statement-breakpoint
CREATE INDEX `sessions_user_id` ON `sessions` (`user_id`);
--> statement-breakpoint
CREATE INDEX `sessions_expires_at` ON `sessions` (`expires_at`);
--> statement-breakpoint
CREATE TABLE `new_codes` (
	`user_id` text NOT NULL,
	`purpose` text NOT NULL,
	`address` text NOT NULL,
	`hash` text NOT NULL,
	`attempts` integer NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `purpose`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_codes` (`user_id`, `purpose`, `address`, `hash`, `attempts`, `created_at`, `expires_at`) SELECT `user_id`, `purpose`, `address`, `hash`, `attempts`, `created_at`, `expires_at` FROM `codes`;
--> statement-breakpoint
DROP TABLE `codes`;
--> statement-breakpoint
ALTER TABLE `new_codes` RENAME TO `codes`;
--> statement-breakpoint
CREATE INDEX `codes_expires_at` ON `codes` (`expires_at`);
--> statement-breakpoint
CREATE TABLE `new_events` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`type` text NOT NULL,
	`created_at` integer NOT NULL,
	`session_id` text,
	`ip` text,
	`device_name` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_events` (`id`, `user_id`, `type`, `created_at`, `session_id`, `ip`, `device_name`) SELECT `id`, `user_id`, `type`, `created_at`, `session_id`, `ip`, `device_name` FROM `events`;
--> statement-breakpoint
DROP TABLE `events`;
--> statement-breakpoint
ALTER TABLE `new_events` RENAME TO `events`;
--> statement-breakpoint
CREATE INDEX `events_user_id_created_at` ON `events` (`user_id`,`created_at`);
--> statement-breakpoint
CREATE INDEX `events_created_at` ON `events` (`created_at`);
--> statement-breakpoint
CREATE TABLE `new_identities` (
	`provider` text NOT NULL,
	`subject` text NOT NULL,
	`user_id` text NOT NULL,
	`email` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`provider`, `subject`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_identities` (`provider`, `subject`, `user_id`, `email`, `created_at`) SELECT `provider`, `subject`, `user_id`, `email`, `created_at` FROM `identities`;
--> statement-breakpoint
DROP TABLE `identities`;
--> statement-breakpoint
ALTER TABLE `new_identities` RENAME TO `identities`;
--> statement-breakpoint
CREATE UNIQUE INDEX `identities_user_id_provider` ON `identities` (`user_id`,`provider`);
--> statement-breakpoint
CREATE TABLE `new_login_attempts` (
	`address_hash` text PRIMARY KEY NOT NULL,
	`attempts` integer NOT NULL,
	`blocked_until` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `new_login_attempts` (`address_hash`, `attempts`, `blocked_until`, `updated_at`) SELECT `address_hash`, `attempts`, `blocked_until`, `updated_at` FROM `login_attempts`;
--> statement-breakpoint
DROP TABLE `login_attempts`;
--> statement-breakpoint
ALTER TABLE `new_login_attempts` RENAME TO `login_attempts`;
--> statement-breakpoint
CREATE INDEX `login_attempts_updated_at` ON `login_attempts` (`updated_at`);
