#!/bin/sh
# Sends a server of its own so many requests, right, almost right and rubbish, and prints what came of it: fuzz.sh [REQUESTS [SEED]]
set -eu
cd "$(dirname "$0")/../.."
mvn -q -B -pl samplers,client,server -DskipTests -Dspotless.check.skip package dependency:build-classpath -DincludeScope=test -Dmdep.outputFile=target/test.classpath
cd server
java -Xmx2g -cp "target/test-classes:target/classes:$(cat target/test.classpath)" io.asktell.server.fuzz.Fuzz "${1:-100000}" "${2:-1}"
