-- platform-outbox, in every service that keeps an inbox and an outbox; repeatable, so that no service's versions are used up
create index if not exists inbox_taken_at on inbox (taken_at);
alter table outbox add column if not exists staged_at timestamptz not null default now();
