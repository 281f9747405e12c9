#!/bin/sh
# Measures how long a new headless Chromium takes to show a study of so many trials: first-view.sh [TRIALS]
set -eu
cd "$(dirname "$0")/../.."
mvn -q -B -pl samplers,client,server -DskipTests -Dspotless.check.skip package dependency:build-classpath -DincludeScope=test -Dmdep.outputFile=target/test.classpath
cd server
java -Dchild.heap=1g -cp "target/test-classes:target/classes:$(cat target/test.classpath)" io.asktell.server.web.FirstViewBenchmark "${1:-100000}"
