#!/bin/sh
# Kills, pauses and cuts off servers, workers and PostgreSQL at random, checks what they did, and prints a table for
# docs/reliability.md: faults.sh MINUTES [SEED]. The servers' logs and every request stay in server/target/faults.
set -eu
cd "$(dirname "$0")/../.."
mvn -q -B -pl samplers,client,server -DskipTests -Dspotless.check.skip package
cd server
mkdir -p target/faults
java -cp "target/test-classes:target/classes:target/lib/*" io.asktell.server.faults.FaultRun target/faults "$@"
