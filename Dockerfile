# syntax=docker/dockerfile:1.20
# One file for every service: docker build --build-arg SERVICE=Gateway --tag gimlet/gateway:0.1.0 .
# SERVICE is a folder of services/: Artifact, FluxWatcher, Gateway, GitopsWriter, Policy or Standalone.
ARG SERVICE=Standalone

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG SERVICE
ARG TARGETARCH
WORKDIR /src
# Packages change less often than code: this layer is reused until a project file changes.
COPY --parents global.json Directory.*.props services/*/*.csproj shared/*/*.csproj ./
RUN dotnet restore services/$SERVICE/$SERVICE.csproj --arch $TARGETARCH
COPY . .
RUN dotnet publish services/$SERVICE/$SERVICE.csproj --configuration Release --arch $TARGETARCH \
    --no-restore --no-self-contained --output /app
# An entry point knows no build arguments, so every service gets the same name.
RUN ln --symbolic Gimlet.$SERVICE /app/gimlet

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# ssh carries git to SSH remotes, curl is what compose.yaml checks health with.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates curl openssh-client \
    && rm --recursive /var/lib/apt/lists/*
# A volume that is new takes the owner of the folder it covers.
RUN install --directory --owner=$APP_UID --group=$APP_UID /data
WORKDIR /app
COPY --from=build /app .
# HTTP_PORT and GRPC_PORT replace the port that the base image announces.
ENV ASPNETCORE_HTTP_PORTS="" DATA_PATH=/data
EXPOSE 8888 8890
USER $APP_UID
ENTRYPOINT ["/app/gimlet"]
