#!/bin/bash
# A database and a role of its own for each service that keeps state in SQL. The image runs this once, on an empty volume.
# By hand it may be run again at any time: what is there is kept, what is missing is made.
set -euo pipefail

for service in registry payment telemetry; do
  password=$(sed -n 's/^meshplane\.database\.password=//p' "/run/secrets/$service.properties")
  psql -v ON_ERROR_STOP=1 --no-psqlrc -q -U "$POSTGRES_USER" -d postgres -v name="$service" -v password="$password" << 'EOF'
select format('create role %I login password %L', :'name', :'password')
 where not exists (select from pg_roles where rolname = :'name') \gexec
select format($$create database %I owner %I template template0 locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'$$, :'name', :'name')
 where not exists (select from pg_database where datname = :'name') \gexec
revoke connect on database :"name" from public;
EOF
done
