#!/usr/bin/env bash
# Times whole processes: git, the native gimlet, and the same source as a .NET tool.
#   clients/Cli/bench.sh [RUNS]      prints the median and the fastest of RUNS (20) runs in milliseconds
set -euo pipefail
cd "$(dirname "$0")/../.."

runs=${1:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

echo "Publishing..." >&2
started=$SECONDS
dotnet publish clients/Cli -c Release -r linux-x64 --artifacts-path "$work/native" -o "$work/bin" -v q
echo "The native publish took $((SECONDS - started)) s." >&2
dotnet pack clients/Cli -c Release --artifacts-path "$work/tool" -o "$work/packages" -v q
dotnet tool install Gimlet.Cli --tool-path "$work/tools" --source "$work/packages" >/dev/null

# 100 KB of items, as a job with many test reports has them.
native=$work/bin/gimlet
"$native" artifact create --repository team/shop --sha 0123abcd --created 2026-02-01T15:34:26Z --branch main \
  --message m --url u --authorName a --authorEmail e --committerName c --committerEmail e -o "$work/artifact.json"
filler=$(head -c 4000 /dev/zero | tr '\0' x)
for i in $(seq 25); do
  "$native" artifact add -f "$work/artifact.json" --field "name=report-$i" --field "url=$filler"
done
"$native" artifact add -f "$work/artifact.json" --envFile samples/demo-app/.gimlet/staging.yaml

# Times in microseconds, one a line.
measure() {
  local begin end i
  for i in $(seq "$runs"); do
    begin=${EPOCHREALTIME/./}
    "$@" >/dev/null
    end=${EPOCHREALTIME/./}
    echo $((end - begin))
  done
}

row() {
  local name=$1
  shift
  "$@" >/dev/null
  measure "$@" | sort -n | awk -v name="$name" '
    { times[NR] = $1 }
    END { printf "%-44s median %7.1f ms   fastest %7.1f ms\n", name, times[int((NR + 1) / 2)] / 1000, times[1] / 1000 }'
}

add() { "$1" artifact add -f "$work/artifact.json" --var "BRANCH=main"; }

printf 'gimlet is one file of %s bytes; the artifact has %s bytes\n' \
  "$(stat -c %s "$native")" "$(stat -c %s "$work/artifact.json")"
row "git --version" git --version
row "gimlet version, native" "$native" version
row "gimlet version, .NET tool" "$work/tools/gimlet" version
row "gimlet artifact add, native" add "$native"
row "gimlet artifact add, .NET tool" add "$work/tools/gimlet"
