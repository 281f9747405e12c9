#!/bin/sh
# Measures how many calls tunes need, and writes the table into docs/benchmarks.md: racing.sh DIRECTORY-OF-BFCL-FILES [FIRST-SEED LAST-SEED]
set -eu
directory=$(cd "$1" && pwd)
first=${2:-1}
last=${3:-20}
cd "$(dirname "$0")/../.."
mvn -q -B -pl samplers,client,server -DskipTests -Dspotless.check.skip package
java -cp "server/target/test-classes:server/target/classes:server/target/lib/*" io.asktell.server.jobs.RacingBenchmark "$directory" "$first" "$last"
