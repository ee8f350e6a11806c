create table users (
  id uuid primary key,
  email text not null unique,
  name text not null,
  password_hash text not null,
  roles text[] not null,
  version int not null,
  created_at timestamptz not null
);

-- As the platform wants them: @shop/platform/credentials.
create table sessions (
  id uuid primary key,
  user_id uuid not null,
  address text,
  agent text,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index sessions_by_user on sessions (user_id);
create index sessions_by_end on sessions (expires_at);

create table refresh_tokens (
  hash bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  used_at timestamptz,
  sealed_successor bytea
);
create index refresh_tokens_by_session on refresh_tokens (session_id);

create table sign_in_attempts (
  subject bytea primary key,
  failures int not null,
  blocked_until timestamptz not null,
  last_at timestamptz not null
);
create index sign_in_attempts_by_age on sign_in_attempts (last_at);

create table signing_keys (
  id text primary key,
  public_key jsonb not null,
  sealed_private_key bytea not null,
  signs_from timestamptz not null
);

alter table sessions add foreign key (user_id) references users;

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  actor text,
  action text not null,
  subject text,
  address text,
  details jsonb not null
);
create index audit_log_by_subject on audit_log (subject, id);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is only ever added to';
end
$$;
create trigger audit_log_stays before update or delete or truncate on audit_log
  for each statement execute function refuse_change();
