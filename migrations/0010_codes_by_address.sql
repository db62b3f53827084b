ALTER TABLE `codes` ADD `password_hash` text DEFAULT NULL;--> statement-breakpoint
ALTER TABLE `login_codes` ADD `user_metadata` text;--> statement-breakpoint
CREATE INDEX `codes_new_address` ON `codes` (`address`) WHERE purpose = 'change_email';
