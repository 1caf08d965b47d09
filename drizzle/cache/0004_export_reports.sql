CREATE TABLE `export_reports` (
	`id` blob PRIMARY KEY NOT NULL,
	`user_id` blob NOT NULL,
	`data` text NOT NULL
) STRICT;
