CREATE TABLE `avatars` (
	`key` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`url` text NOT NULL,
	`delete_at` integer
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `avatars_user_id` ON `avatars` (`user_id`);--> statement-breakpoint
CREATE INDEX `avatars_delete_at` ON `avatars` (`delete_at`) WHERE "avatars"."delete_at" is not null;--> statement-breakpoint
-- A picture is due once its user has another one, or none, or is gone, by whatever statement.
CREATE TRIGGER `avatars_replaced` AFTER UPDATE OF `avatar_url` ON `users`
WHEN OLD.avatar_url IS NOT NULL AND OLD.avatar_url IS NOT NEW.avatar_url
BEGIN
	UPDATE avatars SET delete_at = 0 WHERE user_id = OLD.id AND url = OLD.avatar_url;
END;
--> statement-breakpoint
CREATE TRIGGER `avatars_left` AFTER DELETE ON `users`
WHEN OLD.avatar_url IS NOT NULL
BEGIN
	UPDATE avatars SET delete_at = 0 WHERE user_id = OLD.id AND url = OLD.avatar_url;
END;
