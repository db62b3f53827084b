ALTER TABLE `codes` ADD `link_hash` text;--> statement-breakpoint
ALTER TABLE `codes` ADD `attempt_key` text;--> statement-breakpoint
ALTER TABLE `identities` ADD `linked_in_session` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `login_attempts` ADD `last_attempt_id` text;--> statement-breakpoint
ALTER TABLE `sessions` ADD `refresh_generation` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `users` ADD `email_verified_by` text;--> statement-breakpoint
ALTER TABLE `users` ADD `email_verified_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `imported_at` integer;