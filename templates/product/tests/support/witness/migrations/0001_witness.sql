create table seen (
  number bigserial primary key,
  event_id text not null,
  type text not null,
  key text not null
);

create table ticks (
  number bigserial primary key,
  at timestamptz not null default clock_timestamp(),
  pid int not null
);
