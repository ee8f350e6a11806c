create table price_list_items (
  id uuid primary key,
  name text not null check (name <> ''),
  notes text not null,
  version int not null,
  created_at timestamptz not null
);
