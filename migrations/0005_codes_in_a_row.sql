ALTER TABLE `codes` ADD `sent` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `codes` ADD `replaceable_at` integer DEFAULT 0 NOT NULL;