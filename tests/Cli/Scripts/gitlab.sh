#!/usr/bin/env bash
# The same for GitLab CI, where people put quotes around variables that no shell takes off again.
set -e

gimlet artifact create --repository="$CI_PROJECT_PATH" --sha="$CI_COMMIT_SHA" --branch="$CI_COMMIT_BRANCH" \
  --created="$(git log -1 --format=%cI)" --message="$(git log -1 --format=%B)" --url=TODO \
  --event=push --sourceBranch="" --targetBranch="" --tag="$CI_COMMIT_TAG" \
  --authorName="$(git log -1 --format=%an)" --authorEmail="$(git log -1 --format=%ae)" \
  --committerName="$(git log -1 --format=%cn)" --committerEmail="$(git log -1 --format=%ce)" >artifact.json
for file in .gimlet/*.yaml; do
  gimlet artifact add -f artifact.json --envFile $file
done
VARIABLES=$(printenv | grep "CI_PROJECT_PATH\|CI_COMMIT_MESSAGE\|CI_COMMIT_TITLE" | awk '{ print "--var \"" $0 "\"" }')
gimlet artifact add -f artifact.json $VARIABLES
gimlet artifact add -f artifact.json --var "BRANCH=$CI_COMMIT_BRANCH" --var "SHA=$CI_COMMIT_SHA" --var "ACTOR="

ARTIFACT=$(gimlet artifact push -f artifact.json --output json | jq -r '.id')
echo "Shipped artifact ID is: $ARTIFACT"
gimlet artifact track $ARTIFACT
echo "Deploying.."
RELEASE=$(gimlet release make -a $ARTIFACT --env $ENV --app $APP -o json | jq -r '.id')
echo "Deployment ID is: $RELEASE"
gimlet release track $RELEASE -w -t 2m
