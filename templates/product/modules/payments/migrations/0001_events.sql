create table events (
  seq bigserial primary key,
  xid xid8 not null,
  stream text not null,
  number int not null,
  type text not null,
  version int not null,
  data jsonb not null,
  occurred_at timestamptz not null default clock_timestamp(),
  actor text,
  tenant text,
  traceparent text,
  unique (stream, number)
);
create index events_in_order on events (xid, seq);

create function refuse_change_of_events() returns trigger language plpgsql as $$
begin
  raise exception 'Events are only ever added';
end
$$;
create trigger events_stay before update or delete or truncate on events
  for each statement execute function refuse_change_of_events();

create table snapshots (
  stream text primary key,
  number int not null,
  version int not null,
  state jsonb not null,
  taken_at timestamptz not null default now()
);

create table projections (
  name text primary key,
  version int not null,
  xid xid8 not null default '0',
  seq bigint not null default 0,
  updated_at timestamptz not null default now()
);
