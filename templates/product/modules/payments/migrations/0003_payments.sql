-- What payers have begun to pay, as long as it counts against their limit.
create table reservations (
  payment_id uuid primary key,
  payer_id text not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  reserved_at timestamptz not null default now()
);
create index reservations_by_payer on reservations (payer_id, currency, reserved_at);

-- Made of events; see the projection.
create table payments (
  id uuid primary key,
  payer_id text not null,
  amount bigint not null,
  refunded bigint not null,
  currency text not null,
  status text not null,
  reason text
);
create index payments_by_payer on payments (payer_id, id desc);

create table provider_events (
  id text primary key,
  received_at timestamptz not null default now()
);
create index provider_events_by_age on provider_events (received_at);
