#!/bin/sh
# Sends a server of its own so many requests, right, almost right and rubbish, and prints what came of it: fuzz.sh [REQUESTS [SEED]]
set -eu
cd "$(dirname "$0")/../.."
classes=$(docs/benchmarks/class-path.sh)
cd server
java -Xmx2g -cp "$classes" io.asktell.server.fuzz.Fuzz "${1:-100000}" "${2:-1}"
