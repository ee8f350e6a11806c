create table documents (
  collection text not null,
  id text not null,
  version int not null,
  body jsonb not null,
  search tsvector,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (collection, id)
);
create index documents_by_path on documents using gin (body jsonb_path_ops);
create index documents_by_word on documents using gin (search);
