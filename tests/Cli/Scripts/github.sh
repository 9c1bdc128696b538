#!/usr/bin/env bash
# A shipping step for GitHub Actions as people wrote it for the original command line: one call for each thing,
# variables without quotes, ids read with jq.
set -e

BRANCH=$GITHUB_HEAD_REF
[ -n "$BRANCH" ] || BRANCH=${GITHUB_REF#refs/heads/}
KIND=push
case $GITHUB_REF in
  refs/tags/*)
    KIND=tag
    TAG=${GITHUB_REF#refs/tags/}
    ;;
  refs/pull/*)
    KIND=pr
    FROM=$GITHUB_HEAD_REF
    INTO=$GITHUB_BASE_REF
    ;;
esac

gimlet artifact create --repository "$GITHUB_REPOSITORY" --sha "$GITHUB_SHA" --branch "$BRANCH" \
  --created "$(git log -1 --format=%cI)" --message "$(git log -1 --format=%B)" \
  --event "$KIND" --sourceBranch "$FROM" --targetBranch "$INTO" --tag "$TAG" \
  --authorName "$(git log -1 --format=%an)" --authorEmail "$(git log -1 --format=%ae)" \
  --committerName "$(git log -1 --format=%cn)" --committerEmail "$(git log -1 --format=%ce)" \
  --url "https://github.com/$GITHUB_REPOSITORY/commit/$GITHUB_SHA" >artifact.json
gimlet artifact add -f artifact.json --field "name=CI" --field "url=https://github.com/runs/$GITHUB_RUN_ID?check=1"

for file in .gimlet/*; do
  if [ -f "$file" ] && [ "$file" != .gimlet/vars ]; then
    gimlet artifact add -f artifact.json --envFile $file
  fi
done
VARIABLES=$(printenv | grep GITHUB | grep -v '=$' | sed 's/^/--var /')
gimlet artifact add -f artifact.json $VARIABLES
gimlet artifact add -f artifact.json --var "BRANCH=$BRANCH" --var "TAG=$TAG" --var "SHA=$GITHUB_SHA"
if [ -f .gimlet/vars ]; then
  gimlet artifact add -f artifact.json --varsFile .gimlet/vars
fi

SHIPPED=$(gimlet artifact push -f artifact.json --output json)
ARTIFACT=$(echo $SHIPPED | jq -r .id)
echo "Shipped artifact ID is: $ARTIFACT"
gimlet artifact track --wait --timeout $INPUT_TIMEOUT $ARTIFACT
if [ "$INPUT_DEPLOY" = true ]; then
  echo "Deploying.."
  RELEASE=$(gimlet release make --artifact $ARTIFACT --env $INPUT_ENV --app $INPUT_APP --output json | jq -r .id)
  echo "Deployment ID is: $RELEASE"
  gimlet release track --wait --timeout $INPUT_TIMEOUT $RELEASE
fi
