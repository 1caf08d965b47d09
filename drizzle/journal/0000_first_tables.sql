CREATE TABLE `attempts` (
	`tx_hash` text PRIMARY KEY NOT NULL,
	`refund_id` text NOT NULL,
	`kind` text NOT NULL,
	`intent_hash` text NOT NULL,
	`intent` text NOT NULL,
	`signed_tx` text NOT NULL,
	`state` text NOT NULL,
	`executor_id` text,
	`lease_id` text,
	`fencing_token` integer,
	`register_key` text NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`refund_id`) REFERENCES `executions`(`refund_id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `audit_lines` (
	`seq` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`action` text NOT NULL,
	`refund_id` text,
	`tx_hash` text,
	`detail` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `broadcasts` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`tx_hash` text NOT NULL,
	`node` text NOT NULL,
	`result` text NOT NULL,
	`error` text,
	`at` text NOT NULL,
	`report_key` text NOT NULL,
	`reported_at` text,
	FOREIGN KEY (`tx_hash`) REFERENCES `attempts`(`tx_hash`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `executions` (
	`refund_id` text PRIMARY KEY NOT NULL,
	`refund_no` text NOT NULL,
	`chain_id` integer NOT NULL,
	`from_address` text NOT NULL,
	`nonce` text NOT NULL,
	`created_at` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `executions_slot` ON `executions` (`chain_id`,`from_address`,`nonce`);--> statement-breakpoint
CREATE TABLE `pin_tries` (
	`address` text PRIMARY KEY NOT NULL,
	`failures` integer NOT NULL,
	`last_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `proven_backups` (
	`address` text PRIMARY KEY NOT NULL,
	`at` text NOT NULL
) STRICT;
