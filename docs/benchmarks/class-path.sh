#!/bin/sh
# Builds the modules and says where the classes of the server's tests are, which some benchmarks are part of.
set -eu
cd "$(dirname "$0")/../.."
mvn -q -B -pl samplers,client,server -DskipTests -Dspotless.check.skip package dependency:build-classpath -DincludeScope=test -Dmdep.outputFile=target/test.classpath >&2
cd server/target
echo "$PWD/test-classes:$PWD/classes:$(cat test.classpath)"
