CREATE TABLE `refund_counts` (
	`status` text NOT NULL,
	`person` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`status`, `person`)
) STRICT;
--> statement-breakpoint
-- What the new counts would hold, had they been kept from the beginning.
INSERT INTO `refund_counts` (`status`, `person`, `count`)
SELECT `status`, '', count(*) FROM `refunds` GROUP BY `status`
UNION ALL SELECT 'NOTICE_OPEN', '', count(*) FROM `refunds` WHERE `notice_open` = 1
UNION ALL SELECT `status`, `person`, count(*) FROM (
	SELECT `n`, `status`, json_extract(`data`, '$.requestedBy.id') AS `person` FROM `refunds` WHERE `status` IN ('PENDING_APPROVAL', 'APPROVED')
	UNION SELECT r.`n`, r.`status`, json_extract(a.`value`, '$.by.id') FROM `refunds` r, json_each(r.`data`, '$.approvals') a
	WHERE r.`status` = 'PENDING_APPROVAL' OR (r.`status` = 'APPROVED' AND json_extract(r.`data`, '$.requiredApprovals') >= 2)
) GROUP BY `status`, `person`;
--> statement-breakpoint
-- In a first sync that is under way these are away, and would come back as they were.
DROP INDEX IF EXISTS `deposits_customer_status_time`;--> statement-breakpoint
DROP INDEX IF EXISTS `deposits_customer_time`;--> statement-breakpoint
DROP INDEX IF EXISTS `deposits_account_time`;--> statement-breakpoint
DELETE FROM `parked_indexes` WHERE `name` IN ('deposits_customer_status_time', 'deposits_customer_time', 'deposits_account_time');--> statement-breakpoint
ALTER TABLE `deposits` ADD `remarked` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `deposits` SET `remarked` = 1 WHERE `id` IN (SELECT `deposit_id` FROM `remarks`);--> statement-breakpoint
CREATE INDEX `deposits_remarked` ON `deposits` ("requested_at" desc,"id" desc) WHERE "deposits"."remarked" = 1;--> statement-breakpoint
CREATE INDEX `deposits_customer_status_time` ON `deposits` (`customer_no`,`status`,"requested_at" desc,"id" desc,`currency`,`amount`);--> statement-breakpoint
CREATE INDEX `deposits_customer_time` ON `deposits` (`customer_no`,"requested_at" desc,"id" desc,`currency`,`amount`);--> statement-breakpoint
CREATE INDEX `deposits_account_time` ON `deposits` (`account`,"requested_at" desc,"id" desc,`status`,`currency`,`amount`);
