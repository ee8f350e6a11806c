create table notes (
  key text primary key,
  text text not null,
  version int not null
);
