import { type Migration, parseMigration } from './read-migrations.js'

const messaging = `
create table outbox (
  seq bigserial primary key,
  xid xid8 not null default pg_current_xact_id(),
  id uuid not null unique,
  type text not null,
  version int not null,
  key text not null,
  aggregate_version bigint,
  payload jsonb not null,
  occurred_at timestamptz not null default clock_timestamp(),
  tenant text,
  traceparent text
);
create index outbox_in_order on outbox (type, xid, seq);
create index outbox_by_key on outbox (key, xid desc);

create table positions (
  consumer text not null,
  source text not null,
  xid xid8 not null default '0',
  seq bigint not null default 0,
  primary key (consumer, source)
);

create table inbox (
  event_id uuid not null,
  consumer text not null,
  handled_at timestamptz not null default now(),
  primary key (event_id, consumer)
);
create index inbox_by_age on inbox (handled_at);

create table retries (
  consumer text not null,
  number bigserial,
  event_id uuid not null,
  key text not null,
  envelope jsonb not null,
  attempts int not null,
  due_at timestamptz not null,
  reason text,
  primary key (consumer, number)
);
create index retries_by_key on retries (consumer, key, number);

create table dead_letters (
  consumer text not null,
  event_id uuid not null,
  envelope jsonb not null,
  attempts int not null,
  reason text not null,
  died_at timestamptz not null default now(),
  primary key (consumer, event_id)
);
`

const coordination = `
create table leases (
  name text primary key,
  holder text not null,
  fence bigint not null,
  expires_at timestamptz not null
);

create table job_runs (
  name text primary key,
  fence bigint not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  error text
);
`

/** Tables that the platform keeps in the schema of every module, so that they move along with it. */
export const messagingMigrations: readonly Migration[] = [define('platform_0001_messaging', messaging)]

/** Tables of the platform's own schema. */
export const coordinationMigrations: readonly Migration[] = [
  define('platform_0001_coordination', coordination),
]

function define(name: string, script: string): Migration {
  return parseMigration(name, `@shop/platform ${name}`, script)
}
