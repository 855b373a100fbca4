#!/bin/bash
# A database and a role of its own for each service that keeps state in SQL. The image runs this once, on an empty volume.
set -euo pipefail

for service in registry payment telemetry; do
  password=$(sed -n 's/^meshplane\.database\.password=//p' "/run/secrets/$service.properties")
  psql -v ON_ERROR_STOP=1 --no-psqlrc -U "$POSTGRES_USER" -d postgres -v name="$service" -v password="$password" << 'EOF'
create role :"name" login password :'password';
create database :"name" owner :"name" template template0 locale_provider builtin builtin_locale 'C.UTF-8' locale 'C';
revoke connect on database :"name" from public;
EOF
done
