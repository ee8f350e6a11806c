create table gateway.idempotency_keys (
  scope text not null,
  key text not null,
  fingerprint text not null,
  -- Of the request at work; whoever finishes late under another one changes nothing.
  owner uuid not null,
  leased_until timestamptz not null,
  expires_at timestamptz not null,
  -- Null while the first request is at work.
  status smallint,
  headers jsonb,
  -- Null where the answer was too large to be kept.
  body bytea,
  primary key (scope, key)
);

create index idempotency_keys_expiry on gateway.idempotency_keys (expires_at);
