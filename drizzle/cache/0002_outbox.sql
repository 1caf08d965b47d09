CREATE TABLE `outbox` (
	`id` blob PRIMARY KEY NOT NULL,
	`user_id` blob NOT NULL,
	`deposit_id` blob NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`data` text NOT NULL,
	CONSTRAINT "outbox_kinds" CHECK("outbox"."kind" = 'REVIEW')
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_once` ON `outbox` (`user_id`,`deposit_id`);