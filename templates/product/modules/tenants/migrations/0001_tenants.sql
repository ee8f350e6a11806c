create table tenants (
  id uuid primary key,
  name text not null check (name <> ''),
  version int not null,
  created_at timestamptz not null
);

create table members (
  tenant text not null,
  user_id text not null,
  role text not null check (role in ('owner', 'member')),
  joined_at timestamptz not null,
  primary key (tenant, user_id)
);
create index members_by_user on members (user_id);

alter table tenants enable row level security;
alter table tenants force row level security;
create policy tenant_rows on tenants
  using (id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (id = nullif(current_setting('app.tenant', true), '')::uuid);

alter table members enable row level security;
alter table members force row level security;
create policy tenant_rows on members
  using (tenant = nullif(current_setting('app.tenant', true), ''))
  with check (tenant = nullif(current_setting('app.tenant', true), ''));

-- Whoever is signed in may read where they belong to, whichever tenant that is.
create policy own_memberships on members for select
  using (user_id = nullif(current_setting('app.user', true), ''));
create policy own_tenants on tenants for select
  using (exists (
    select 1 from members
    where members.tenant = tenants.id::text and members.user_id = nullif(current_setting('app.user', true), '')
  ));
