#!/usr/bin/env bash
# Makes what docker-compose.yml needs and nobody should know: run it once, before the first `docker compose up`.
# What is there is kept. The folder is closed to others (0700); the files in it are readable (0444), because the processes in
# the containers that read them have user ids of their own.
set -euo pipefail
umask 077
folder=$(cd "$(dirname "$0")" && pwd)/secrets
mkdir -p "$folder"
cd "$folder"

random() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '='; }

keep() { # keep FILE: writes standard input, unless the file is there
  if [ -e "$1" ]; then
    echo "kept $1"
    return
  fi
  cat > "$1.part"
  chmod 0444 "$1.part"
  mv "$1.part" "$1"
  echo "made $1"
}

keep postgres.password <<< "$(random)"
for service in registry payment telemetry; do
  keep "$service.properties" << EOF
meshplane.database.user=$service
meshplane.database.password=$(random)
EOF
done
key=$(head -c 32 /dev/urandom | base64)
keep tsig.key <<< "sentinel.mesh.test.:hmac-sha256:$key"
# the same key in the words of Knot DNS
IFS=: read -r name algorithm secret < tsig.key
keep knot-key.conf << EOF
key:
  - id: $name
    algorithm: $algorithm
    secret: $secret
EOF
