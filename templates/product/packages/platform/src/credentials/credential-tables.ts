/**
 * What a module keeps credentials in: a part of one of its own migrations, as it is. Of a refresh token there is a hash, of
 * whoever tries to sign in too; private keys and the tokens that follow others are encrypted.
 */
export const credentialTables = `create table sessions (
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
`
