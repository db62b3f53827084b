CREATE TABLE `login_attempts` (
	`address_hash` text PRIMARY KEY NOT NULL,
	`attempts` integer NOT NULL,
	`blocked_until` integer NOT NULL,
	`updated_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE INDEX `login_attempts_updated_at` ON `login_attempts` (`updated_at`);