-- The record's tables as of schema 0001: frozen, later changes are migrations of their own.
-- Numbers and dates are TEXT as exported; a row's key joins its key columns with '/'.

CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    table_name TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    as_of TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    UNIQUE (table_name, sha256, as_of)
);

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    table_name TEXT NOT NULL,
    record_key TEXT NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
    before TEXT,
    after TEXT
);

CREATE TABLE effects (
    key TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    object TEXT NOT NULL,
    params TEXT NOT NULL,
    outcome TEXT NOT NULL,
    detail TEXT NOT NULL
);

CREATE TABLE company (
    record_key TEXT NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL, "value" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE sites (
    record_key TEXT NOT NULL PRIMARY KEY,
    "site_id" TEXT NOT NULL, "name" TEXT NOT NULL, "country" TEXT NOT NULL, "unlocode" TEXT,
    "time_zone" TEXT NOT NULL, "kind" TEXT, "partner_id" TEXT, "receiving_hours" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE people (
    record_key TEXT NOT NULL PRIMARY KEY,
    "person_id" TEXT NOT NULL, "name" TEXT NOT NULL, "mail" TEXT, "function" TEXT, "role" TEXT,
    "approval_limit_usd" TEXT, "delegate_id" TEXT, "absent_from" TEXT, "absent_to" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE partners (
    record_key TEXT NOT NULL PRIMARY KEY,
    "partner_id" TEXT NOT NULL, "name" TEXT NOT NULL, "kind" TEXT NOT NULL, "country" TEXT,
    "time_zone" TEXT, "language" TEXT, "date_order" TEXT, "decimal_mark" TEXT, "mail_domains" TEXT,
    "incoterm" TEXT, "incoterm_place" TEXT, "payment_terms" TEXT, "currency" TEXT,
    "account_on_file" TEXT, "status" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE contacts (
    record_key TEXT NOT NULL PRIMARY KEY,
    "contact_id" TEXT NOT NULL, "partner_id" TEXT NOT NULL, "name" TEXT, "mail" TEXT, "role" TEXT,
    "channel" TEXT, "do_not_reply" TEXT, "phone_on_file" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX contacts_partner_id ON contacts (partner_id);

CREATE TABLE items (
    record_key TEXT NOT NULL PRIMARY KEY,
    "item_id" TEXT NOT NULL, "description" TEXT, "base_uom" TEXT NOT NULL, "hs_code" TEXT,
    "origin" TEXT, "gross_kg_per_base" TEXT, "m3_per_base" TEXT, "dangerous_goods" TEXT,
    "un_no" TEXT, "temp_min_c" TEXT, "temp_max_c" TEXT, "single_source" TEXT,
    "primary_supplier_id" TEXT, "alternate_supplier_id" TEXT, "alternate_price" TEXT,
    "alternate_small_lot_charge" TEXT, "alternate_lead_time_days" TEXT, "currency" TEXT,
    "drawing_rev" TEXT, "lead_time_days" TEXT, "moq" TEXT, "status" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE item_uom (
    record_key TEXT NOT NULL PRIMARY KEY,
    "item_id" TEXT NOT NULL, "uom" TEXT NOT NULL, "base_qty" TEXT NOT NULL, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE bom (
    record_key TEXT NOT NULL PRIMARY KEY,
    "parent_item_id" TEXT NOT NULL, "component_item_id" TEXT NOT NULL, "qty" TEXT NOT NULL,
    "site_id" TEXT NOT NULL,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE fx (
    record_key TEXT NOT NULL PRIMARY KEY,
    "day" TEXT NOT NULL, "from_ccy" TEXT NOT NULL, "to_ccy" TEXT NOT NULL, "rate" TEXT NOT NULL,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE holidays (
    record_key TEXT NOT NULL PRIMARY KEY,
    "country" TEXT NOT NULL, "day" TEXT NOT NULL, "name" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE tariffs_and_deadlines (
    record_key TEXT NOT NULL PRIMARY KEY,
    "rule_id" TEXT NOT NULL, "jurisdiction" TEXT, "rule" TEXT, "value" TEXT, "unit" TEXT,
    "version" TEXT, "source" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE contracts (
    record_key TEXT NOT NULL PRIMARY KEY,
    "contract_id" TEXT NOT NULL, "partner_id" TEXT NOT NULL, "clause" TEXT NOT NULL, "kind" TEXT,
    "value" TEXT, "unit" TEXT, "cap" TEXT, "valid_from" TEXT, "valid_to" TEXT, "text" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE rates (
    record_key TEXT NOT NULL PRIMARY KEY,
    "rate_id" TEXT NOT NULL, "partner_id" TEXT NOT NULL, "mode" TEXT, "origin" TEXT,
    "destination" TEXT, "equipment" TEXT, "basis" TEXT, "rate" TEXT NOT NULL, "min_charge" TEXT,
    "handling" TEXT, "other" TEXT, "currency" TEXT NOT NULL, "transit_days" TEXT, "valid_from" TEXT,
    "valid_to" TEXT, "contract_id" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE budgets (
    record_key TEXT NOT NULL PRIMARY KEY,
    "budget_id" TEXT NOT NULL, "function" TEXT, "purpose" TEXT, "period" TEXT,
    "amount" TEXT NOT NULL, "committed" TEXT, "currency" TEXT NOT NULL, "owner" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE rfqs (
    record_key TEXT NOT NULL PRIMARY KEY,
    "rfq_id" TEXT NOT NULL, "created_on" TEXT NOT NULL, "buyer_id" TEXT, "subject" TEXT,
    "closes_at" TEXT, "status" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE rfq_lines (
    record_key TEXT NOT NULL PRIMARY KEY,
    "rfq_id" TEXT NOT NULL, "line" TEXT NOT NULL, "item_id" TEXT NOT NULL, "annual_qty" TEXT,
    "uom" TEXT, "supplier_id" TEXT NOT NULL, "quoted_price" TEXT, "price_per" TEXT, "currency" TEXT,
    "incoterm" TEXT, "incoterm_place" TEXT, "payment_terms" TEXT, "moq" TEXT, "valid_until" TEXT,
    "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE awards (
    record_key TEXT NOT NULL PRIMARY KEY,
    "award_id" TEXT NOT NULL, "rfq_id" TEXT NOT NULL, "line" TEXT, "supplier_id" TEXT NOT NULL,
    "share_pct" TEXT, "price" TEXT, "price_per" TEXT, "currency" TEXT, "incoterm" TEXT,
    "incoterm_place" TEXT, "payment_terms" TEXT, "tooling_per_pc" TEXT, "tooling_first_pcs" TEXT,
    "decided_on" TEXT, "approver_id" TEXT, "committee_record" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE purchase_orders (
    record_key TEXT NOT NULL PRIMARY KEY,
    "po_id" TEXT NOT NULL, "supplier_id" TEXT NOT NULL, "site_id" TEXT, "created_on" TEXT NOT NULL,
    "buyer_id" TEXT, "currency" TEXT NOT NULL, "incoterm" TEXT, "incoterm_place" TEXT,
    "payment_terms" TEXT, "rfq_id" TEXT, "status" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE purchase_order_lines (
    record_key TEXT NOT NULL PRIMARY KEY,
    "po_id" TEXT NOT NULL, "line" TEXT NOT NULL, "item_id" TEXT NOT NULL, "qty" TEXT NOT NULL,
    "uom" TEXT NOT NULL, "unit_price" TEXT NOT NULL, "price_per" TEXT, "price_uom" TEXT,
    "need_date" TEXT, "promised_date" TEXT, "promised_event" TEXT, "received_qty" TEXT,
    "invoiced_qty" TEXT, "over_tolerance_pct" TEXT, "under_tolerance_pct" TEXT,
    "supplier_ack_no" TEXT, "drawing_rev" TEXT, "gross_kg" TEXT, "m3" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX purchase_order_lines_po_id ON purchase_order_lines (po_id);
CREATE INDEX purchase_order_lines_item_id ON purchase_order_lines (item_id);

CREATE TABLE po_confirmations (
    record_key TEXT NOT NULL PRIMARY KEY,
    "po_id" TEXT NOT NULL, "line" TEXT NOT NULL, "recorded_on" TEXT NOT NULL, "qty" TEXT NOT NULL,
    "promised_date" TEXT NOT NULL, "event" TEXT, "source" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX po_confirmations_po_id ON po_confirmations (po_id);

CREATE TABLE po_changes (
    record_key TEXT NOT NULL PRIMARY KEY,
    "change_id" TEXT NOT NULL, "po_id" TEXT NOT NULL, "po_line" TEXT NOT NULL, "version" TEXT,
    "field" TEXT NOT NULL, "old_value" TEXT, "new_value" TEXT, "reason" TEXT, "requested_by" TEXT,
    "approved_by" TEXT, "sent_on" TEXT, "channel" TEXT, "status" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE sales_orders (
    record_key TEXT NOT NULL PRIMARY KEY,
    "so_id" TEXT NOT NULL, "customer_id" TEXT NOT NULL, "customer_po" TEXT, "created_on" TEXT,
    "currency" TEXT NOT NULL, "contract_id" TEXT, "ship_from_site" TEXT, "account_owner_id" TEXT,
    "status" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE sales_order_lines (
    record_key TEXT NOT NULL PRIMARY KEY,
    "so_id" TEXT NOT NULL, "line" TEXT NOT NULL, "item_id" TEXT NOT NULL, "qty" TEXT NOT NULL,
    "uom" TEXT NOT NULL, "unit_price" TEXT, "value" TEXT, "promised_date" TEXT, "planned_date" TEXT,
    "requested_date" TEXT, "penalty_pct_per_week" TEXT, "min_partial_qty" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX sales_order_lines_item_id ON sales_order_lines (item_id);

CREATE TABLE pegging (
    record_key TEXT NOT NULL PRIMARY KEY,
    "po_id" TEXT NOT NULL, "po_line" TEXT NOT NULL, "so_id" TEXT NOT NULL, "so_line" TEXT NOT NULL,
    "qty" TEXT NOT NULL, "recorded_on" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX pegging_po_id ON pegging (po_id);

CREATE TABLE stock (
    record_key TEXT NOT NULL PRIMARY KEY,
    "site_id" TEXT NOT NULL, "item_id" TEXT NOT NULL, "as_of" TEXT NOT NULL,
    "on_hand" TEXT NOT NULL, "uom" TEXT NOT NULL, "safety_stock" TEXT, "blocked" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX stock_item_id ON stock (item_id);

CREATE TABLE demand (
    record_key TEXT NOT NULL PRIMARY KEY,
    "site_id" TEXT NOT NULL, "item_id" TEXT NOT NULL, "day" TEXT NOT NULL, "qty" TEXT NOT NULL,
    "uom" TEXT NOT NULL, "plan_version" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX demand_item_id ON demand (item_id);

CREATE TABLE shipments (
    record_key TEXT NOT NULL PRIMARY KEY,
    "shipment_id" TEXT NOT NULL, "mode" TEXT NOT NULL, "carrier_id" TEXT, "forwarder_id" TEXT,
    "booking_no" TEXT, "master_ref" TEXT, "truck_load" TEXT, "bol" TEXT, "vessel" TEXT,
    "voyage" TEXT, "pol" TEXT, "via" TEXT, "pod" TEXT, "final_site" TEXT, "etd" TEXT, "eta" TEXT,
    "place_tz_cutoffs" TEXT, "si_cutoff" TEXT, "vgm_cutoff" TEXT, "cy_cutoff" TEXT,
    "broker_id" TEXT, "freight_should_cost" TEXT, "currency" TEXT, "status" TEXT,
    "recorded_on" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE shipment_units (
    record_key TEXT NOT NULL PRIMARY KEY,
    "shipment_id" TEXT NOT NULL, "unit_no" TEXT NOT NULL, "unit_type" TEXT, "seal" TEXT,
    "po_id" TEXT NOT NULL, "po_line" TEXT NOT NULL, "qty" TEXT, "uom" TEXT, "packages" TEXT,
    "package_type" TEXT, "gross_kg" TEXT, "m3" TEXT, "gate_out" TEXT, "empty_return" TEXT,
    "free_days" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX shipment_units_po_id ON shipment_units (po_id);
CREATE INDEX shipment_units_shipment_id ON shipment_units (shipment_id);

CREATE TABLE documents (
    record_key TEXT NOT NULL PRIMARY KEY,
    "doc_id" TEXT NOT NULL, "shipment_id" TEXT NOT NULL, "doc_type" TEXT NOT NULL,
    "required_by_rule" TEXT, "owner" TEXT, "due_at" TEXT, "state" TEXT, "version" TEXT,
    "received_on" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX documents_shipment_id ON documents (shipment_id);

CREATE TABLE milestones (
    record_key TEXT NOT NULL PRIMARY KEY,
    "milestone_id" TEXT NOT NULL, "shipment_id" TEXT NOT NULL, "unit_no" TEXT,
    "event" TEXT NOT NULL, "place" TEXT, "planned_at" TEXT, "actual_at" TEXT, "source" TEXT,
    "recorded_on" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX milestones_shipment_id ON milestones (shipment_id);

CREATE TABLE deliveries (
    record_key TEXT NOT NULL PRIMARY KEY,
    "delivery_note" TEXT NOT NULL, "supplier_id" TEXT, "po_id" TEXT NOT NULL, "line" TEXT,
    "qty" TEXT NOT NULL, "uom" TEXT, "packages" TEXT, "shipment_id" TEXT, "ship_date" TEXT,
    "recorded_on" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE receipts (
    record_key TEXT NOT NULL PRIMARY KEY,
    "receipt_id" TEXT NOT NULL, "po_id" TEXT NOT NULL, "line" TEXT, "qty" TEXT NOT NULL, "uom" TEXT,
    "posted_on" TEXT NOT NULL, "site_id" TEXT, "delivery_note" TEXT, "shipment_id" TEXT,
    "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX receipts_po_id ON receipts (po_id);

CREATE TABLE customer_deliveries (
    record_key TEXT NOT NULL PRIMARY KEY,
    "delivery_id" TEXT NOT NULL, "so_id" TEXT NOT NULL, "so_line" TEXT NOT NULL, "customer_id" TEXT,
    "ship_from_site" TEXT, "carrier_id" TEXT, "tracking_ref" TEXT, "regime" TEXT,
    "qty" TEXT NOT NULL, "uom" TEXT, "packages" TEXT, "package_type" TEXT, "gross_kg" TEXT,
    "ship_date" TEXT, "delivered_on" TEXT, "pod_state" TEXT, "recorded_on" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE letters_of_credit (
    record_key TEXT NOT NULL PRIMARY KEY,
    "lc_no" TEXT NOT NULL, "applicant" TEXT, "beneficiary_id" TEXT, "bank_id" TEXT, "po_id" TEXT,
    "amount" TEXT NOT NULL, "currency" TEXT NOT NULL, "tolerance_pct" TEXT, "latest_shipment" TEXT,
    "expiry" TEXT, "presentation_days" TEXT, "partial" TEXT, "transhipment" TEXT,
    "shipment_id" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE invoices (
    record_key TEXT NOT NULL PRIMARY KEY,
    "invoice_id" TEXT NOT NULL, "partner_id" TEXT NOT NULL, "kind" TEXT NOT NULL,
    "invoice_date" TEXT, "due_date" TEXT, "amount" TEXT NOT NULL, "currency" TEXT NOT NULL,
    "po_id" TEXT, "po_line" TEXT, "qty" TEXT, "unit_price" TEXT, "shipment_id" TEXT,
    "po_ref_as_printed" TEXT, "status" TEXT, "hold_reason" TEXT, "recorded_on" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
CREATE INDEX invoices_po_id ON invoices (po_id);

CREATE TABLE claims (
    record_key TEXT NOT NULL PRIMARY KEY,
    "claim_id" TEXT NOT NULL, "partner_id" TEXT NOT NULL, "kind" TEXT, "amount" TEXT NOT NULL,
    "currency" TEXT NOT NULL, "against" TEXT, "agreed_on" TEXT, "agreed_by" TEXT, "evidence" TEXT,
    "status" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE disputes (
    record_key TEXT NOT NULL PRIMARY KEY,
    "dispute_id" TEXT NOT NULL, "partner_id" TEXT NOT NULL, "invoice_id" TEXT, "charge" TEXT,
    "billed" TEXT, "expected" TEXT, "disputed" TEXT, "currency" TEXT, "reason_code" TEXT,
    "opened_on" TEXT, "opened_by" TEXT, "status" TEXT, "evidence" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE payments (
    record_key TEXT NOT NULL PRIMARY KEY,
    "payment_id" TEXT NOT NULL, "partner_id" TEXT, "value_date" TEXT, "line_ref" TEXT NOT NULL,
    "amount" TEXT NOT NULL, "currency" TEXT NOT NULL, "kind" TEXT, "bank_id" TEXT,
    "recorded_on" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE past_cases (
    record_key TEXT NOT NULL PRIMARY KEY,
    "case_id" TEXT NOT NULL, "workflow" TEXT NOT NULL, "opened_on" TEXT, "closed_on" TEXT,
    "partner_id" TEXT, "item_id" TEXT, "lane" TEXT, "situation" TEXT, "cause_party" TEXT,
    "cause" TEXT, "options_considered" TEXT, "decision" TEXT, "approver_id" TEXT, "envelope" TEXT,
    "commitments" TEXT, "outcome" TEXT, "days" TEXT, "forecast_cost" TEXT, "actual_cost" TEXT,
    "currency" TEXT, "resolved_by" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE onboarding (
    record_key TEXT NOT NULL PRIMARY KEY,
    "onboarding_id" TEXT NOT NULL, "partner_id" TEXT NOT NULL, "requested_by" TEXT,
    "requested_on" TEXT, "site_id" TEXT, "purpose" TEXT, "state" TEXT, "owner" TEXT,
    "first_order_limit" TEXT, "currency" TEXT, "valid_until" TEXT, "condition" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE onboarding_documents (
    record_key TEXT NOT NULL PRIMARY KEY,
    "onboarding_id" TEXT NOT NULL, "document" TEXT NOT NULL, "rule" TEXT, "state" TEXT,
    "received_on" TEXT, "valid_to" TEXT, "checked_by" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE screenings (
    record_key TEXT NOT NULL PRIMARY KEY,
    "screening_id" TEXT NOT NULL, "partner_id" TEXT NOT NULL, "subject" TEXT, "list_name" TEXT,
    "list_version" TEXT, "run_on" TEXT, "result" TEXT, "score" TEXT, "cleared_by" TEXT,
    "cleared_on" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE chases (
    record_key TEXT NOT NULL PRIMARY KEY,
    "chase_id" TEXT NOT NULL, "partner_id" TEXT NOT NULL, "contact_id" TEXT, "sent_on" TEXT,
    "channel" TEXT, "chase_no" TEXT, "question_no" TEXT NOT NULL, "object" TEXT, "question" TEXT,
    "due_on" TEXT, "answered_on" TEXT, "status" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);

CREATE TABLE reservations (
    record_key TEXT NOT NULL PRIMARY KEY,
    "reservation_id" TEXT NOT NULL, "case_ref" TEXT, "kind" TEXT NOT NULL, "object" TEXT,
    "qty" TEXT NOT NULL, "uom" TEXT, "state" TEXT, "made_at" TEXT, "expires_at" TEXT, "note" TEXT,
    record_version INTEGER NOT NULL DEFAULT 1, external_key TEXT UNIQUE,
    flags TEXT NOT NULL DEFAULT '[]',
    source_id INTEGER REFERENCES sources (id), source_line INTEGER
);
