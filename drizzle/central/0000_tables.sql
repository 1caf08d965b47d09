CREATE TABLE "access_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"permission" text NOT NULL,
	"reason" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"user_id" uuid NOT NULL,
	"key" uuid NOT NULL,
	"fingerprint" text NOT NULL,
	"endpoint" text NOT NULL,
	"status" integer,
	"headers" jsonb,
	"body" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"running_until" timestamp (3) with time zone NOT NULL,
	"kept_for_ever" boolean DEFAULT false NOT NULL,
	CONSTRAINT "idempotency_keys_user_id_key_pk" PRIMARY KEY("user_id","key")
);
--> statement-breakpoint
CREATE TABLE "login_failures" (
	"account" text NOT NULL,
	"device_id" uuid NOT NULL,
	"failures" integer NOT NULL,
	"last_failed_at" timestamp (3) with time zone NOT NULL,
	"locked_until" timestamp (3) with time zone,
	CONSTRAINT "login_failures_account_device_id_pk" PRIMARY KEY("account","device_id")
);
--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"device_name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_reason" text
);
--> statement-breakpoint
CREATE TABLE "step_ups" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"method" text NOT NULL,
	"action" text NOT NULL,
	"resource_id" uuid NOT NULL,
	"intent_hash" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "token_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"private_jwk" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_grants" (
	"user_id" uuid NOT NULL,
	"permission" text NOT NULL,
	CONSTRAINT "user_grants_user_id_permission_pk" PRIMARY KEY("user_id","permission")
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"user_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "user_roles_user_id_role_pk" PRIMARY KEY("user_id","role")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"username" text NOT NULL,
	"display_name" text NOT NULL,
	"password_hash" text NOT NULL,
	"locale" text DEFAULT 'en' NOT NULL,
	"totp_secret" text,
	"totp_last_step" integer,
	"must_change_password" boolean DEFAULT false NOT NULL,
	"disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "currencies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"network" text NOT NULL,
	"kind" text NOT NULL,
	"contract_address" text,
	"decimals" integer NOT NULL,
	"display_decimals" integer NOT NULL,
	"min_deposit" numeric(78, 18) NOT NULL,
	"confirmation_bands" jsonb NOT NULL,
	"mismatch_tolerance" numeric(78, 18) NOT NULL,
	"waiting_window_hours" integer NOT NULL,
	"large_amount" numeric(78, 18) NOT NULL,
	"deposit_enabled" boolean NOT NULL,
	"refund_enabled" boolean NOT NULL,
	"proof_per_deposit" boolean NOT NULL,
	"effective_from" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "currency_versions" (
	"currency_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"rules" jsonb NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "currency_versions_currency_id_version_pk" PRIMARY KEY("currency_id","version")
);
--> statement-breakpoint
CREATE TABLE "denylist_entries" (
	"list_version" text NOT NULL,
	"address_key" text NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "denylist_entries_list_version_address_key_pk" PRIMARY KEY("list_version","address_key")
);
--> statement-breakpoint
CREATE TABLE "denylists" (
	"list_version" text PRIMARY KEY NOT NULL,
	"published_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "networks" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"chain_id" integer NOT NULL,
	"genesis_hash" text NOT NULL,
	"native_symbol" text NOT NULL,
	"required_confirmations" integer NOT NULL,
	"finality" text NOT NULL,
	"finality_depth" integer NOT NULL,
	"explorer_tx_url" text,
	"explorer_address_url" text,
	"fee_cap_wei" text NOT NULL,
	"enabled" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"customer_no" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"travel_rule_complete" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deposit_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"network" text NOT NULL,
	"address" text NOT NULL,
	"address_key" text NOT NULL,
	"customer_no" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "securities_accounts" (
	"account" text PRIMARY KEY NOT NULL,
	"customer_no" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "wallet_addresses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_no" text NOT NULL,
	"customer_name" text NOT NULL,
	"network" text NOT NULL,
	"address" text NOT NULL,
	"address_key" text NOT NULL,
	"edge_key" text NOT NULL,
	"label" text NOT NULL,
	"status" text NOT NULL,
	"method" text,
	"proof" text,
	"proof_details" jsonb,
	"added_by_id" uuid,
	"requested_by" jsonb,
	"verified_by" jsonb,
	"verified_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	"cooldown_until" timestamp (3) with time zone,
	"lookalike_of" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "applications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"application_no" text NOT NULL,
	"client_request_id" text NOT NULL,
	"request_hash" text NOT NULL,
	"status" text NOT NULL,
	"customer_no" text NOT NULL,
	"customer_name" text,
	"securities_account" text NOT NULL,
	"currency" text NOT NULL,
	"network" text NOT NULL,
	"amount" text NOT NULL,
	"source_address" text NOT NULL,
	"destination_address" text NOT NULL,
	"tx_hash" text,
	"flags" jsonb NOT NULL,
	"deposit_id" uuid,
	"record_no" text,
	"decision" jsonb,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chain_cursors" (
	"network" text PRIMARY KEY NOT NULL,
	"block_number" numeric(78, 0) NOT NULL,
	"block_hash" text NOT NULL,
	"recent_blocks" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deposits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"record_no" text NOT NULL,
	"application_id" uuid,
	"linked_record_no" text,
	"customer_no" text NOT NULL,
	"customer_name" text NOT NULL,
	"securities_account" text NOT NULL,
	"currency" text NOT NULL,
	"network" text NOT NULL,
	"declared_amount" numeric(78, 18) NOT NULL,
	"received_amount" numeric(78, 18),
	"credited_amount" numeric(78, 18),
	"source_address" text NOT NULL,
	"source_key" text NOT NULL,
	"destination_address" text NOT NULL,
	"destination_key" text NOT NULL,
	"tx_hash" text,
	"transfer_tx_hash" text,
	"transfer_log_index" integer,
	"status" text NOT NULL,
	"hold_reason" text,
	"address_verification" jsonb NOT NULL,
	"confirmations" jsonb NOT NULL,
	"transfer" jsonb,
	"checks" jsonb NOT NULL,
	"screening" jsonb,
	"ledger_ref" text,
	"refund_only" boolean DEFAULT false NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"waiting_until" timestamp (3) with time zone NOT NULL,
	"credited_at" timestamp (3) with time zone,
	"cancelled_at" timestamp (3) with time zone,
	"cancel" jsonb,
	"active_refund_id" uuid,
	"active_refund_no" text,
	"refund_badge" text,
	"refunded_amount" numeric(78, 18),
	"config_version" integer NOT NULL,
	"legal_hold" boolean DEFAULT false NOT NULL,
	"final_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "number_counters" (
	"prefix" text NOT NULL,
	"day" text NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "number_counters_prefix_day_pk" PRIMARY KEY("prefix","day")
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"actor_role" text NOT NULL,
	"workstation_id" text,
	"app_version" text,
	"session_id" uuid,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" text,
	"entity_no" text,
	"from_status" text,
	"to_status" text,
	"before" jsonb,
	"after" jsonb,
	"remarks" text,
	"reason_code" text,
	"request_id" text,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feed" (
	"entity" text NOT NULL,
	"entity_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"op" text NOT NULL,
	"version" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "feed_entity_entity_id_pk" PRIMARY KEY("entity","entity_id")
);
--> statement-breakpoint
CREATE TABLE "feed_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"feed_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"floor_seq" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "timeline_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"actor_role" text NOT NULL,
	"action" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" uuid NOT NULL,
	"entity_no" text NOT NULL,
	"deposit_id" uuid,
	"from_status" text,
	"to_status" text,
	"remarks" text,
	"detail" jsonb NOT NULL,
	"audit_seq" bigint NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "device_keys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"user_name" text NOT NULL,
	"device_id" uuid NOT NULL,
	"device_name" text NOT NULL,
	"public_key" text NOT NULL,
	"status" text NOT NULL,
	"endorsement" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refund_approvals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"refund_id" uuid NOT NULL,
	"by_id" uuid NOT NULL,
	"by_name" text NOT NULL,
	"decision" text NOT NULL,
	"comment" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"device_key_id" uuid NOT NULL,
	"public_key" text NOT NULL,
	"signature" text NOT NULL,
	"intent_hash" text NOT NULL,
	"voided_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "refund_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"refund_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"tx_hash" text NOT NULL,
	"nonce" numeric(78, 0) NOT NULL,
	"max_fee_wei" text NOT NULL,
	"signed_tx" text NOT NULL,
	"by" jsonb NOT NULL,
	"fencing_token" integer NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"broadcasts" jsonb NOT NULL,
	"mined" jsonb,
	CONSTRAINT "refund_attempts_hash" UNIQUE("tx_hash")
);
--> statement-breakpoint
CREATE TABLE "refund_slots" (
	"refund_id" uuid PRIMARY KEY NOT NULL,
	"signer_id" uuid NOT NULL,
	"chain_id" integer NOT NULL,
	"from_address" text NOT NULL,
	"nonce" numeric(78, 0) NOT NULL,
	"allocated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "refund_slots_nonce" UNIQUE("chain_id","from_address","nonce")
);
--> statement-breakpoint
CREATE TABLE "refunds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"refund_no" text NOT NULL,
	"deposit_id" uuid NOT NULL,
	"record_no" text NOT NULL,
	"customer_no" text NOT NULL,
	"customer_name" text NOT NULL,
	"status" text NOT NULL,
	"kind" text NOT NULL,
	"refund_address_id" uuid NOT NULL,
	"refund_address" text NOT NULL,
	"network" text NOT NULL,
	"currency" text NOT NULL,
	"amount" numeric(78, 18) NOT NULL,
	"deposit_amount" numeric(78, 18) NOT NULL,
	"adjustment_reason" text,
	"remainder" text,
	"reason" text NOT NULL,
	"identity_check" jsonb NOT NULL,
	"simulation" jsonb NOT NULL,
	"requested_by_id" uuid NOT NULL,
	"requested_by_name" text NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"required_approvals" integer NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"hold_reason" text,
	"ended" jsonb,
	"executed_by" jsonb,
	"lease_id" uuid,
	"lease_holder" jsonb,
	"lease_workstation_id" uuid,
	"lease_signer_id" uuid,
	"lease_expires_at" timestamp (3) with time zone,
	"fencing_token" integer DEFAULT 0 NOT NULL,
	"confirmations" jsonb,
	"tx_hash" text,
	"fee_wei" text,
	"failure" jsonb,
	"lock_released" boolean DEFAULT false NOT NULL,
	"broadcast_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"final_at" timestamp (3) with time zone,
	"notification" jsonb,
	"intent" jsonb NOT NULL,
	"intent_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "signers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"address_key" text NOT NULL,
	"networks" jsonb NOT NULL,
	"executor_id" uuid NOT NULL,
	"executor_name" text NOT NULL,
	"workstation_id" uuid NOT NULL,
	"workstation_name" text NOT NULL,
	"status" text NOT NULL,
	"approved_by" jsonb,
	"approved_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_grants" ADD CONSTRAINT "user_grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "currency_versions" ADD CONSTRAINT "currency_versions_currency_id_currencies_id_fk" FOREIGN KEY ("currency_id") REFERENCES "public"."currencies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "denylist_entries" ADD CONSTRAINT "denylist_entries_list_version_denylists_list_version_fk" FOREIGN KEY ("list_version") REFERENCES "public"."denylists"("list_version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deposit_addresses" ADD CONSTRAINT "deposit_addresses_customer_no_customers_customer_no_fk" FOREIGN KEY ("customer_no") REFERENCES "public"."customers"("customer_no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "securities_accounts" ADD CONSTRAINT "securities_accounts_customer_no_customers_customer_no_fk" FOREIGN KEY ("customer_no") REFERENCES "public"."customers"("customer_no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wallet_addresses" ADD CONSTRAINT "wallet_addresses_customer_no_customers_customer_no_fk" FOREIGN KEY ("customer_no") REFERENCES "public"."customers"("customer_no") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_approvals" ADD CONSTRAINT "refund_approvals_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_attempts" ADD CONSTRAINT "refund_attempts_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refund_slots" ADD CONSTRAINT "refund_slots_refund_id_refunds_id_fk" FOREIGN KEY ("refund_id") REFERENCES "public"."refunds"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refunds" ADD CONSTRAINT "refunds_deposit_id_deposits_id_fk" FOREIGN KEY ("deposit_id") REFERENCES "public"."deposits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_created" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "refresh_tokens_session" ON "refresh_tokens" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_username" ON "users" USING btree ("username");--> statement-breakpoint
CREATE UNIQUE INDEX "currencies_code" ON "currencies" USING btree ("network","code");--> statement-breakpoint
CREATE UNIQUE INDEX "networks_code" ON "networks" USING btree ("code");--> statement-breakpoint
CREATE UNIQUE INDEX "deposit_addresses_address" ON "deposit_addresses" USING btree ("network","address_key");--> statement-breakpoint
CREATE UNIQUE INDEX "wallet_addresses_client_address" ON "wallet_addresses" USING btree ("customer_no","network","address_key");--> statement-breakpoint
CREATE INDEX "wallet_addresses_address" ON "wallet_addresses" USING btree ("address_key");--> statement-breakpoint
CREATE INDEX "wallet_addresses_edge" ON "wallet_addresses" USING btree ("edge_key");--> statement-breakpoint
CREATE INDEX "wallet_addresses_created" ON "wallet_addresses" USING btree ("created_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_no" ON "applications" USING btree ("application_no");--> statement-breakpoint
CREATE UNIQUE INDEX "applications_request" ON "applications" USING btree ("client_request_id");--> statement-breakpoint
CREATE INDEX "applications_created" ON "applications" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "applications_twins" ON "applications" USING btree ("customer_no","currency","created_at");--> statement-breakpoint
CREATE INDEX "applications_tx" ON "applications" USING btree (lower("tx_hash"));--> statement-breakpoint
CREATE UNIQUE INDEX "deposits_no" ON "deposits" USING btree ("record_no");--> statement-breakpoint
CREATE UNIQUE INDEX "deposits_transfer" ON "deposits" USING btree ("network","transfer_tx_hash","transfer_log_index") WHERE "deposits"."transfer_tx_hash" is not null;--> statement-breakpoint
CREATE INDEX "deposits_created" ON "deposits" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "deposits_status" ON "deposits" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "deposits_customer" ON "deposits" USING btree ("customer_no","created_at","id");--> statement-breakpoint
CREATE INDEX "deposits_account" ON "deposits" USING btree ("securities_account");--> statement-breakpoint
CREATE INDEX "deposits_tx" ON "deposits" USING btree ("tx_hash");--> statement-breakpoint
CREATE INDEX "deposits_source" ON "deposits" USING btree ("source_key");--> statement-breakpoint
CREATE INDEX "deposits_destination" ON "deposits" USING btree ("destination_key","status");--> statement-breakpoint
CREATE INDEX "deposits_application" ON "deposits" USING btree ("application_id");--> statement-breakpoint
CREATE INDEX "deposits_not_final" ON "deposits" USING btree ("network","status") WHERE "deposits"."final_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_events_id" ON "audit_events" USING btree ("id");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("actor_id","seq");--> statement-breakpoint
CREATE INDEX "audit_events_entity" ON "audit_events" USING btree ("entity","entity_id","seq");--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("action","seq");--> statement-breakpoint
CREATE INDEX "audit_events_at" ON "audit_events" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "feed_seq" ON "feed" USING btree ("seq");--> statement-breakpoint
CREATE INDEX "timeline_events_deposit" ON "timeline_events" USING btree ("deposit_id","audit_seq");--> statement-breakpoint
CREATE UNIQUE INDEX "device_keys_public_key" ON "device_keys" USING btree ("public_key");--> statement-breakpoint
CREATE INDEX "device_keys_user" ON "device_keys" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "refund_approvals_refund" ON "refund_approvals" USING btree ("refund_id");--> statement-breakpoint
CREATE UNIQUE INDEX "refund_approvals_once" ON "refund_approvals" USING btree ("refund_id","by_id") WHERE "refund_approvals"."voided_at" is null;--> statement-breakpoint
CREATE INDEX "refund_attempts_refund" ON "refund_attempts" USING btree ("refund_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_no" ON "refunds" USING btree ("refund_no");--> statement-breakpoint
CREATE UNIQUE INDEX "refunds_lock" ON "refunds" USING btree ("deposit_id") WHERE "refunds"."status" in ('PENDING_APPROVAL', 'APPROVED', 'ON_HOLD', 'SIGNING', 'SIGNED', 'BROADCAST_UNKNOWN', 'BROADCAST', 'CONFIRMING', 'DROPPED', 'NONCE_LOST', 'COMPLETED') or ("refunds"."status" in ('FAILED_ON_CHAIN', 'VOID') and not "refunds"."lock_released");--> statement-breakpoint
CREATE INDEX "refunds_created" ON "refunds" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "refunds_status" ON "refunds" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "refunds_deposit" ON "refunds" USING btree ("deposit_id");--> statement-breakpoint
CREATE INDEX "refunds_customer" ON "refunds" USING btree ("customer_no");--> statement-breakpoint
CREATE INDEX "refunds_record" ON "refunds" USING btree ("record_no");--> statement-breakpoint
CREATE INDEX "refunds_maker" ON "refunds" USING btree ("requested_by_id");--> statement-breakpoint
CREATE INDEX "refunds_address" ON "refunds" USING btree ("refund_address_id");--> statement-breakpoint
CREATE INDEX "refunds_not_final" ON "refunds" USING btree ("network","status") WHERE "refunds"."final_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "signers_address" ON "signers" USING btree ("address_key");