CREATE TABLE `applications` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` blob NOT NULL,
	`version` integer NOT NULL,
	`application_no` text NOT NULL,
	`status` text NOT NULL,
	`requested_at` integer NOT NULL,
	`words` text NOT NULL,
	`data` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `applications_id` ON `applications` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `applications_application_no` ON `applications` (`application_no`);--> statement-breakpoint
CREATE INDEX `applications_status_time` ON `applications` (`status`,`requested_at`,`id`);--> statement-breakpoint
CREATE INDEX `applications_time` ON `applications` (`requested_at`,`id`);--> statement-breakpoint
CREATE TABLE `currencies` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` blob NOT NULL,
	`version` integer NOT NULL,
	`code` text NOT NULL,
	`network` text NOT NULL,
	`data` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `currencies_id` ON `currencies` (`id`);--> statement-breakpoint
CREATE INDEX `currencies_code` ON `currencies` (`code`,`network`);--> statement-breakpoint
CREATE TABLE `deposit_counts` (
	`currency` text NOT NULL,
	`network` text NOT NULL,
	`status` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`currency`, `network`, `status`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `deposit_rows` (
	`n` integer PRIMARY KEY NOT NULL,
	`data` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `deposits` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` blob NOT NULL,
	`version` integer NOT NULL,
	`record_no` text NOT NULL,
	`customer_no` text NOT NULL,
	`name_ref` integer NOT NULL,
	`account` text NOT NULL,
	`status` text NOT NULL,
	`hold_reason` text,
	`currency` text NOT NULL,
	`network` text NOT NULL,
	`tx_hash` blob,
	`requested_at` integer NOT NULL,
	`credited_at` integer,
	`amount` blob NOT NULL,
	`units_0` integer NOT NULL,
	`units_1` integer NOT NULL,
	`units_2` integer NOT NULL,
	`units_3` integer NOT NULL,
	`units_4` integer NOT NULL,
	`units_5` integer NOT NULL,
	`source_ref` integer NOT NULL,
	`destination_ref` integer NOT NULL,
	`refund_running` integer NOT NULL,
	`exception` integer NOT NULL,
	`refund_only` integer NOT NULL,
	`legal_hold` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `deposits_id` ON `deposits` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `deposits_record_no` ON `deposits` (`record_no`);--> statement-breakpoint
CREATE INDEX `deposits_time` ON `deposits` ("requested_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `deposits_customer_status_time` ON `deposits` (`customer_no`,`status`,"requested_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `deposits_customer_time` ON `deposits` (`customer_no`,"requested_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `deposits_status_time` ON `deposits` (`status`,"requested_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `deposits_currency_status_time` ON `deposits` (`currency`,`status`,"requested_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `deposits_account_time` ON `deposits` (`account`,"requested_at" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `deposits_amount` ON `deposits` ("amount" desc,"id" desc);--> statement-breakpoint
CREATE INDEX `deposits_tx_hash` ON `deposits` (`tx_hash`);--> statement-breakpoint
CREATE INDEX `deposits_name` ON `deposits` (`name_ref`);--> statement-breakpoint
CREATE INDEX `deposits_source` ON `deposits` (`source_ref`);--> statement-breakpoint
CREATE INDEX `deposits_destination` ON `deposits` (`destination_ref`);--> statement-breakpoint
CREATE INDEX `deposits_credited_at` ON `deposits` (`credited_at`);--> statement-breakpoint
CREATE INDEX `deposits_hold_reason` ON `deposits` (`hold_reason`) WHERE "deposits"."hold_reason" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `deposits_refund_running` ON `deposits` ("requested_at" desc,"id" desc) WHERE "deposits"."refund_running" = 1;--> statement-breakpoint
CREATE INDEX `deposits_exception` ON `deposits` ("requested_at" desc,"id" desc) WHERE "deposits"."exception" = 1;--> statement-breakpoint
CREATE INDEX `deposits_refund_only` ON `deposits` ("requested_at" desc,"id" desc) WHERE "deposits"."refund_only" = 1;--> statement-breakpoint
CREATE INDEX `deposits_legal_hold` ON `deposits` ("requested_at" desc,"id" desc) WHERE "deposits"."legal_hold" = 1;--> statement-breakpoint
CREATE TABLE `drafts` (
	`deposit_id` blob PRIMARY KEY NOT NULL,
	`user_id` blob NOT NULL,
	`saved_at` integer NOT NULL,
	`data` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `events` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` blob NOT NULL,
	`version` integer NOT NULL,
	`deposit_id` blob,
	`at` integer NOT NULL,
	`data` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `events_id` ON `events` (`id`);--> statement-breakpoint
CREATE INDEX `events_deposit_time` ON `events` (`deposit_id`,`at`,`id`);--> statement-breakpoint
CREATE TABLE `networks` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` blob NOT NULL,
	`version` integer NOT NULL,
	`code` text NOT NULL,
	`data` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `networks_id` ON `networks` (`id`);--> statement-breakpoint
CREATE INDEX `networks_code` ON `networks` (`code`);--> statement-breakpoint
CREATE TABLE `parked_indexes` (
	`name` text PRIMARY KEY NOT NULL,
	`statement` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `participants` (
	`n` integer PRIMARY KEY NOT NULL,
	`source_id` blob NOT NULL,
	`deposit_id` blob NOT NULL,
	`person_ref` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `participants_source` ON `participants` (`source_id`,`person_ref`);--> statement-breakpoint
CREATE INDEX `participants_person` ON `participants` (`person_ref`);--> statement-breakpoint
CREATE INDEX `participants_deposit` ON `participants` (`deposit_id`);--> statement-breakpoint
CREATE TABLE `refunds` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` blob NOT NULL,
	`version` integer NOT NULL,
	`refund_no` text NOT NULL,
	`deposit_id` blob NOT NULL,
	`status` text NOT NULL,
	`requested_at` integer NOT NULL,
	`requested_by` blob NOT NULL,
	`address_ref` integer NOT NULL,
	`notice_open` integer NOT NULL,
	`words` text NOT NULL,
	`data` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_id` ON `refunds` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `refunds_refund_no` ON `refunds` (`refund_no`);--> statement-breakpoint
CREATE INDEX `refunds_deposit` ON `refunds` (`deposit_id`);--> statement-breakpoint
CREATE INDEX `refunds_status_time` ON `refunds` (`status`,`requested_at`,`id`);--> statement-breakpoint
CREATE INDEX `refunds_time` ON `refunds` (`requested_at`,`id`);--> statement-breakpoint
CREATE INDEX `refunds_address` ON `refunds` (`address_ref`);--> statement-breakpoint
CREATE INDEX `refunds_notice_open` ON `refunds` (`requested_at`,`id`) WHERE "refunds"."notice_open" = 1;--> statement-breakpoint
CREATE TABLE `remarks` (
	`n` integer PRIMARY KEY NOT NULL,
	`source_id` blob NOT NULL,
	`deposit_id` blob NOT NULL,
	`text` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `remarks_source` ON `remarks` (`source_id`);--> statement-breakpoint
CREATE INDEX `remarks_deposit` ON `remarks` (`deposit_id`);--> statement-breakpoint
CREATE TABLE `sync_entities` (
	`name` text PRIMARY KEY NOT NULL,
	`after` text,
	`done` integer NOT NULL,
	`of` integer,
	`finished` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `sync_state` (
	`one` integer PRIMARY KEY NOT NULL,
	`phase` text NOT NULL,
	`feed_id` text NOT NULL,
	`cursor` text NOT NULL,
	`seq` integer NOT NULL,
	`head_seq` integer NOT NULL,
	`as_of` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `terms` (
	`n` integer PRIMARY KEY NOT NULL,
	`text` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `terms_text` ON `terms` (`text`);--> statement-breakpoint
CREATE TABLE `tombstones` (
	`entity` text NOT NULL,
	`id` blob NOT NULL,
	`version` integer NOT NULL,
	PRIMARY KEY(`entity`, `id`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `wallet_addresses` (
	`n` integer PRIMARY KEY NOT NULL,
	`id` blob NOT NULL,
	`version` integer NOT NULL,
	`customer_no` text NOT NULL,
	`network` text NOT NULL,
	`status` text NOT NULL,
	`created_at` integer NOT NULL,
	`words` text NOT NULL,
	`data` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `wallet_addresses_id` ON `wallet_addresses` (`id`);--> statement-breakpoint
CREATE INDEX `wallet_addresses_customer` ON `wallet_addresses` (`customer_no`,`network`);--> statement-breakpoint
CREATE INDEX `wallet_addresses_time` ON `wallet_addresses` (`created_at`,`id`);