#!/usr/bin/env bash
# Installs what the tests need (as root on Debian; otherwise says what is missing), runs all of them
# and prints "N passed, N failed, N skipped" as its last line.
#   ./test.sh            everything
#   ./test.sh faults     only the fault tests, with their counts
set -euo pipefail
cd "$(dirname "$0")"

source build/test-tools.sh
install_tools
start_postgres
trap stop_postgres EXIT

results=$(mktemp -d)
status=0
echo "Building..."
dotnet build Gimlet.sln --nologo -v q
if [ "${1:-}" = faults ]; then
  dotnet test --project tests/EndToEnd/EndToEnd.Tests.csproj --no-build --filter-trait Category=Faults \
    --show-stdout all --output Detailed | tee "$results/output" || status=$?
else
  # One project at a time: each starts servers and processes of its own.
  dotnet test --solution Gimlet.sln --no-build --max-parallel-test-modules 1 | tee "$results/output" || status=$?
fi

count() { awk -v field="$1:" '$1 == field { sum += $2 } END { print sum + 0 }' "$results/output"; }
passed=$(count succeeded)
failed=$(count failed)
skipped=$(count skipped)
rm -rf "$results"
if [ "$passed" -eq 0 ] && [ "$status" -eq 0 ]; then
  status=1
fi
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
  echo "The test run ended with $status and told of no failed test: it did not run as it should."
  failed=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
