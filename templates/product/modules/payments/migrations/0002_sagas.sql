create table sagas (
  id uuid primary key,
  saga text not null,
  key text not null,
  input jsonb not null,
  status text not null,
  step int not null default 0,
  attempts int not null default 0,
  results jsonb not null default '{}',
  reason text,
  due_at timestamptz not null,
  deadline_at timestamptz not null,
  claim int not null default 0,
  tenant text,
  traceparent text,
  started_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz,
  unique (saga, key)
);
create index sagas_due on sagas (due_at) where ended_at is null and status <> 'stuck';

create table saga_steps (
  number bigint generated always as identity primary key,
  saga_id uuid not null references sagas on delete cascade,
  step text not null,
  direction text not null,
  attempt int not null,
  outcome text not null,
  reason text,
  at timestamptz not null default clock_timestamp()
);
create index saga_steps_by_saga on saga_steps (saga_id, number);
