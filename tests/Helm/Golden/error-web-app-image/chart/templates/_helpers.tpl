{{/* The name of the chart, or what the values say instead. */}}
{{- define "web-app.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The name that resources have: that of the release with that of the chart, unless one has the other in it. */}}
{{- define "web-app.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{/* Chart and version, as a label may have it. */}}
{{- define "web-app.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* The namespace. */}}
{{- define "web-app.namespace" -}}
{{- default .Release.Namespace .Values.namespaceOverride }}
{{- end }}

{{/* Labels that select pods. */}}
{{- define "web-app.selectorLabels" -}}
app.kubernetes.io/name: {{ include "web-app.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* Labels of everything. */}}
{{- define "web-app.labels" -}}
helm.sh/chart: {{ include "web-app.chart" . }}
{{ include "web-app.selectorLabels" . }}
{{- with .Chart.AppVersion }}
app.kubernetes.io/version: {{ . | quote }}
{{- end }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Annotations of everything. */}}
{{- define "web-app.annotations" -}}
{{- with .Values.commonAnnotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The metadata of a resource: a list of the root and a suffix. */}}
{{- define "web-app.metadata" -}}
{{- $root := index . 0 }}
{{- $suffix := index . 1 }}
name: {{ include "web-app.fullname" $root }}{{ with $suffix }}-{{ . }}{{ end }}
namespace: {{ include "web-app.namespace" $root }}
labels:
  {{- include "web-app.labels" $root | nindent 2 }}
{{- with include "web-app.annotations" $root }}
{{ . }}
{{- end }}
{{- end }}

{{/* The name of the service account. */}}
{{- define "web-app.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "web-app.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{/* An image, by digest if there is one. */}}
{{- define "web-app.image" -}}
{{- $image := .image }}
{{- $registry := default $image.registry (dig "imageRegistry" "" (.global | default dict)) }}
{{- $repository := $image.repository | required "image.repository is required" }}
{{- $full := ternary (printf "%s/%s" $registry $repository) $repository (not (empty $registry)) }}
{{- if $image.digest }}
{{- printf "%s@%s" $full $image.digest }}
{{- else }}
{{- printf "%s:%s" $full (default .version $image.tag | toString) }}
{{- end }}
{{- end }}

{{/* The secrets to pull images with. */}}
{{- define "web-app.pullSecrets" -}}
{{- $names := list }}
{{- range concat (.Values.imagePullSecrets | default list) (dig "imagePullSecrets" list (.Values.global | default dict)) }}
{{- if kindIs "map" . }}
{{- $names = append $names .name }}
{{- else }}
{{- $names = append $names . }}
{{- end }}
{{- end }}
{{- if $names }}
imagePullSecrets:
{{- range $names | uniq }}
  - name: {{ . }}
{{- end }}
{{- end }}
{{- end }}

{{/* Variables: plain ones, and those of which the value is a map. */}}
{{- define "web-app.env" -}}
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
{{- if kindIs "map" $value }}
  valueFrom:
    {{- toYaml $value | nindent 4 }}
{{- else }}
  value: {{ tpl ($value | toString) $ | quote }}
{{- end }}
{{- end }}
{{- range .Values.extraEnv }}
- {{ toYaml . | nindent 2 | trim }}
{{- end }}
{{- end }}

{{/* Where further variables are from. */}}
{{- define "web-app.envFrom" -}}
{{- if .Values.config }}
- configMapRef:
    name: {{ include "web-app.fullname" . }}-env
{{- end }}
{{- if .Values.secrets }}
- secretRef:
    name: {{ include "web-app.fullname" . }}
{{- end }}
{{- range .Values.envFromSecrets }}
- secretRef:
    name: {{ . }}
    optional: true
{{- end }}
{{- end }}

{{/* The ports of the container. */}}
{{- define "web-app.ports" -}}
{{- range $name, $port := .Values.ports }}
{{- if $port.enabled | default true }}
- name: {{ $name }}
  containerPort: {{ $port.containerPort | int }}
  protocol: {{ $port.protocol | default "TCP" }}
{{- end }}
{{- end }}
{{- end }}

{{/* A probe: a list of the root, its name and its settings. */}}
{{- define "web-app.probe" -}}
{{- $root := index . 0 }}
{{- $name := index . 1 }}
{{- $probe := index . 2 }}
{{- if $probe.enabled }}
{{ $name }}:
{{- if $probe.custom }}
  {{- tpl (toYaml $probe.custom) $root | nindent 2 }}
{{- else if $probe.command }}
  exec:
    command:
      {{- toYaml $probe.command | nindent 6 }}
{{- else if $probe.path }}
  httpGet:
    path: {{ $probe.path }}
    port: {{ $probe.port | default "http" }}
{{- else }}
  tcpSocket:
    port: {{ $probe.port | default "http" }}
{{- end }}
{{- range $key := list "initialDelaySeconds" "periodSeconds" "timeoutSeconds" "successThreshold" "failureThreshold" }}
{{- if hasKey $probe $key }}
  {{ $key }}: {{ get $probe $key | int }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* All probes. */}}
{{- define "web-app.probes" -}}
{{- $root := . }}
{{- range $name := list "livenessProbe" "readinessProbe" "startupProbe" }}
{{- with get $root.Values $name }}
{{- include "web-app.probe" (list $root $name .) }}
{{- end }}
{{- end }}
{{- end }}

{{/* The volumes of the pod. */}}
{{- define "web-app.volumes" -}}
{{- range $name, $volume := .Values.volumes }}
- name: {{ $name }}
{{- if eq $volume.type "emptyDir" }}
  emptyDir:
  {{- with $volume.sizeLimit }}
    sizeLimit: {{ . }}
  {{- else }} {}
  {{- end }}
{{- else if eq $volume.type "configMap" }}
  configMap:
    name: {{ $volume.name | default (printf "%s-files" (include "web-app.fullname" $)) }}
{{- else if eq $volume.type "secret" }}
  secret:
    secretName: {{ $volume.name | required (printf "volumes.%s.name is required" $name) }}
    defaultMode: {{ $volume.mode | default 420 | int }}
{{- else if eq $volume.type "claim" }}
  persistentVolumeClaim:
    claimName: {{ $volume.name | default (printf "%s-%s" (include "web-app.fullname" $) $name) }}
{{- else }}
{{- fail (printf "volumes.%s.type %q is unknown" $name $volume.type) }}
{{- end }}
{{- end }}
{{- end }}

{{/* Where the volumes are in the container. */}}
{{- define "web-app.mounts" -}}
{{- range $name, $volume := .Values.volumes }}
{{- range $mount := $volume.mounts }}
- name: {{ $name }}
  mountPath: {{ $mount.path }}
{{- with $mount.subPath }}
  subPath: {{ . }}
{{- end }}
{{- if $mount.readOnly }}
  readOnly: true
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Resources: those of a preset, under those that are set. */}}
{{- define "web-app.resources" -}}
{{- $presets := dict
  "small" (dict "requests" (dict "cpu" "50m" "memory" "64Mi") "limits" (dict "memory" "128Mi"))
  "medium" (dict "requests" (dict "cpu" "250m" "memory" "256Mi") "limits" (dict "memory" "512Mi"))
  "large" (dict "requests" (dict "cpu" "1" "memory" "1Gi") "limits" (dict "memory" "2Gi"))
}}
{{- $preset := get $presets (.Values.resourcesPreset | default "small") }}
{{- if not $preset }}
{{- fail (printf "resourcesPreset must be one of %s" (keys $presets | sortAlpha | join ", ")) }}
{{- end }}
{{- toYaml (mustMergeOverwrite (deepCopy $preset) (deepCopy (.Values.resources | default dict))) }}
{{- end }}

{{/* Which nodes pods prefer, or avoid. */}}
{{- define "web-app.affinity" -}}
{{- if .Values.affinity }}
{{- tpl (toYaml .Values.affinity) . }}
{{- else if .Values.spread }}
podAntiAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 1
      podAffinityTerm:
        topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "web-app.selectorLabels" . | nindent 12 }}
{{- end }}
{{- end }}

{{/* How pods are spread over zones. */}}
{{- define "web-app.topology" -}}
{{- range .Values.topologyKeys }}
- maxSkew: 1
  topologyKey: {{ . }}
  whenUnsatisfiable: ScheduleAnyway
  labelSelector:
    matchLabels:
      {{- include "web-app.selectorLabels" $ | nindent 6 }}
{{- end }}
{{- end }}

{{/* Where pods may run, in the words of a pod's specification. */}}
{{- define "web-app.scheduling" -}}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "web-app.affinity" . }}
affinity:
  {{- . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "web-app.topology" . }}
topologySpreadConstraints:
  {{- . | trim | nindent 2 }}
{{- end }}
{{- end }}

{{/* Annotations of pods, with the sums of what they are to restart for. */}}
{{- define "web-app.podAnnotations" -}}
checksum/config: {{ toYaml .Values.config | sha256sum }}
checksum/secrets: {{ toYaml .Values.secrets | sha256sum }}
{{- if .Values.metrics.enabled }}
prometheus.io/scrape: "true"
prometheus.io/port: {{ .Values.metrics.port | quote }}
prometheus.io/path: {{ .Values.metrics.path | default "/metrics" | quote }}
{{- end }}
{{- with .Values.podAnnotations }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* The container: the root, its name, and what it is started with. */}}
{{- define "web-app.container" -}}
{{- $root := index . 0 }}
{{- $name := index . 1 }}
{{- $command := index . 2 }}
- name: {{ $name }}
  image: {{ include "web-app.image" (dict "image" $root.Values.image "version" $root.Chart.AppVersion "global" $root.Values.global) }}
  imagePullPolicy: {{ $root.Values.image.pullPolicy | default "IfNotPresent" }}
{{- with $root.Values.containerSecurityContext }}
  securityContext:
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- with $command }}
  command:
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- with include "web-app.env" $root }}
  env:
    {{- . | trim | nindent 4 }}
{{- end }}
{{- with include "web-app.envFrom" $root }}
  envFrom:
    {{- . | trim | nindent 4 }}
{{- end }}
  resources:
    {{- include "web-app.resources" $root | nindent 4 }}
{{- with include "web-app.mounts" $root }}
  volumeMounts:
    {{- . | trim | nindent 4 }}
{{- end }}
{{- end }}

{{/* Containers that run before the others. */}}
{{- define "web-app.initContainers" -}}
{{- range $name, $init := .Values.initContainers }}
{{- include "web-app.container" (list $ $name $init.command) | nindent 0 }}
{{- end }}
{{- end }}

{{/* What the web container does when it starts and stops. */}}
{{- define "web-app.lifecycle" -}}
{{- with .Values.lifecycle }}
lifecycle:
{{- if .drainSeconds }}
  preStop:
    exec:
      command: [sleep, {{ .drainSeconds | quote }}]
{{- end }}
{{- with .postStart }}
  postStart:
    exec:
      command:
        {{- toYaml . | nindent 8 }}
{{- end }}
{{- end }}
{{- end }}

{{/* What every pod has beside its containers. */}}
{{- define "web-app.pod" -}}
serviceAccountName: {{ include "web-app.serviceAccountName" . }}
{{- with include "web-app.pullSecrets" . }}
{{- . | nindent 0 }}
{{- end }}
{{- with .Values.podSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "web-app.initContainers" . }}
initContainers:
  {{- . | trim | nindent 2 }}
{{- end }}
{{- with include "web-app.volumes" . }}
volumes:
  {{- . | trim | nindent 2 }}
{{- end }}
{{- with include "web-app.scheduling" . }}
{{- . | nindent 0 }}
{{- end }}
{{- end }}

{{/* The version of an API, the newest that the cluster has. */}}
{{- define "web-app.autoscalingVersion" -}}
{{- if .Capabilities.APIVersions.Has "autoscaling/v2" }}autoscaling/v2{{ else }}autoscaling/v2beta2{{ end }}
{{- end }}

{{- define "web-app.policyVersion" -}}
{{- if semverCompare ">=1.21-0" .Capabilities.KubeVersion.Version }}policy/v1{{ else }}policy/v1beta1{{ end }}
{{- end }}
