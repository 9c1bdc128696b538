{{/* The chart's name, or what the user calls it. */}}
{{- define "app.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* The name of every object: RELEASE-CHART, or RELEASE alone if it holds the chart's name. */}}
{{- define "app.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "app.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A name with something behind it that is never cut off. */}}
{{- define "app.suffixed" -}}
{{- $suffix := .suffix -}}
{{- $room := int (sub 62 (len $suffix)) -}}
{{- printf "%s-%s" (include "app.fullname" .context | trunc $room | trimSuffix "-") $suffix -}}
{{- end -}}

{{- define "app.chart" -}}
{{- printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "app.version" -}}
{{- .Values.image.tag | default .Chart.AppVersion | trunc 63 -}}
{{- end -}}

{{/* Labels that never change, because selectors may not. */}}
{{- define "app.selectorLabels" -}}
app.kubernetes.io/name: {{ include "app.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "app.labels" -}}
helm.sh/chart: {{ include "app.chart" . }}
{{ include "app.selectorLabels" . }}
app.kubernetes.io/version: {{ include "app.version" . | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "app.annotations" -}}
{{- $annotations := merge (dict) (.extra | default dict) .context.Values.commonAnnotations -}}
{{- if $annotations }}
annotations:
  {{- toYaml $annotations | nindent 2 }}
{{- end }}
{{- end -}}

{{/* metadata of an object: (dict "context" $ "suffix" "cron" "annotations" (dict)) */}}
{{- define "app.metadata" -}}
metadata:
  {{- if .suffix }}
  name: {{ include "app.suffixed" (dict "suffix" .suffix "context" .context) }}
  {{- else }}
  name: {{ include "app.fullname" .context }}
  {{- end }}
  namespace: {{ .context.Release.Namespace }}
  labels:
    {{- include "app.labels" .context | nindent 4 }}
  {{- include "app.annotations" (dict "context" .context "extra" .annotations) | nindent 2 | trimSuffix "\n  " }}
{{- end -}}

{{- define "app.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "app.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end -}}

{{/* REGISTRY/REPOSITORY:TAG, or @DIGEST where there is one. */}}
{{- define "app.image" -}}
{{- $image := .Values.image -}}
{{- $repository := required "image.repository is mandatory" $image.repository -}}
{{- if $image.registry -}}
{{- $repository = printf "%s/%s" $image.registry $repository -}}
{{- end -}}
{{- if $image.digest -}}
{{- printf "%s@%s" $repository $image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (include "app.version" .) -}}
{{- end -}}
{{- end -}}

{{- define "app.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ tpl . $ }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* A value that may be a template, as text or as YAML. */}}
{{- define "app.tplvalue" -}}
{{- if typeIs "string" .value -}}
{{- tpl .value .context -}}
{{- else -}}
{{- tpl (toYaml .value) .context -}}
{{- end -}}
{{- end -}}

{{- define "app.capabilities.hpa" -}}
{{- if .Capabilities.APIVersions.Has "autoscaling/v2" -}}
autoscaling/v2
{{- else -}}
autoscaling/v2beta2
{{- end -}}
{{- end -}}

{{- define "app.capabilities.ingress" -}}
{{- if semverCompare ">=1.19-0" .Capabilities.KubeVersion.Version -}}
networking.k8s.io/v1
{{- else -}}
networking.k8s.io/v1beta1
{{- end -}}
{{- end -}}

{{- define "app.capabilities.disruption" -}}
{{- if semverCompare ">=1.21-0" .Capabilities.KubeVersion.Version -}}
policy/v1
{{- else -}}
policy/v1beta1
{{- end -}}
{{- end -}}

{{- define "app.capabilities.cronjob" -}}
{{- if semverCompare ">=1.21-0" .Capabilities.KubeVersion.Version -}}
batch/v1
{{- else -}}
batch/v1beta1
{{- end -}}
{{- end -}}

{{/* The service as routes name it: (dict "context" $ "port" $name) */}}
{{- define "app.backend" -}}
service:
  name: {{ include "app.fullname" .context }}
  port:
    name: {{ .port }}
{{- end -}}

{{/* Environment variables in the order of their names. */}}
{{- define "app.env" -}}
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
  value: {{ include "app.tplvalue" (dict "value" ($value | toString) "context" $) | quote }}
{{- end }}
{{- if .Values.secretEnv }}
{{- range $name := keys .Values.secretEnv | sortAlpha }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ include "app.fullname" $ }}
      key: {{ $name | lower | replace "_" "-" }}
{{- end }}
{{- end }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: POD_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
{{- end -}}

{{/* One probe: (dict "name" "liveness" "probe" ...) */}}
{{- define "app.probe" -}}
{{- with .probe }}
{{ $.name }}Probe:
  {{- if .exec }}
  exec:
    command: {{ toJson .exec }}
  {{- else if .tcp }}
  tcpSocket:
    port: {{ .port }}
  {{- else }}
  httpGet:
    path: {{ .path | default "/" }}
    port: {{ .port }}
  {{- end }}
  {{- range $field := list "initialDelaySeconds" "periodSeconds" "timeoutSeconds" "failureThreshold" "successThreshold" }}
  {{- if hasKey $.probe $field }}
  {{ $field }}: {{ get $.probe $field }}
  {{- end }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "app.probes" -}}
{{- range $name := list "liveness" "readiness" "startup" }}
{{- with get $.Values.probes $name }}
{{- include "app.probe" (dict "name" $name "probe" .) }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "app.containerPorts" -}}
{{- range .Values.ports }}
- name: {{ .name }}
  containerPort: {{ .containerPort }}
  protocol: {{ .protocol | default "TCP" }}
{{- end }}
{{- end -}}

{{- define "app.volumeMounts" -}}
{{- range .Values.volumes }}
- name: {{ .name }}
  mountPath: {{ .mountPath }}
  {{- if .readOnly }}
  readOnly: true
  {{- end }}
{{- end }}
{{- if .Values.config }}
- name: config
  mountPath: /etc/{{ include "app.name" . }}
  readOnly: true
{{- end }}
{{- if .Values.persistence.enabled }}
- name: data
  mountPath: {{ .Values.persistence.mountPath | default "/data" }}
{{- end }}
{{- end -}}

{{- define "app.volumes" -}}
{{- range .Values.volumes }}
- {{- omit . "mountPath" "readOnly" | toYaml | nindent 2 }}
{{- end }}
{{- if .Values.config }}
- name: config
  configMap:
    name: {{ include "app.fullname" . }}
{{- end }}
{{- if and .Values.persistence.enabled (ne .Values.kind "StatefulSet") }}
- name: data
  persistentVolumeClaim:
    claimName: {{ include "app.fullname" . }}
{{- end }}
{{- end -}}

{{- define "app.container" -}}
name: {{ include "app.name" . }}
image: {{ include "app.image" . }}
imagePullPolicy: {{ .Values.image.pullPolicy }}
{{- with .Values.command }}
command: {{ toJson . }}
{{- end }}
{{- with .args | default .Values.args }}
args:
  {{- range . }}
  - {{ . | quote }}
  {{- end }}
{{- end }}
{{- with .Values.containerSecurityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
env:
  {{- include "app.env" . | trim | nindent 2 }}
{{- with .Values.envFrom }}
envFrom:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.resources }}
resources:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with include "app.volumeMounts" . | trim }}
volumeMounts:
  {{- . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Spreads pods over zones and nodes, softly. */}}
{{- define "app.spread" -}}
topologySpreadConstraints:
  {{- range $index, $key := list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: {{ add1 $index }}
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "app.selectorLabels" $ | nindent 8 }}
  {{- end }}
{{- end -}}

{{/* What every pod has, whatever runs it. */}}
{{- define "app.podSettings" -}}
serviceAccountName: {{ include "app.serviceAccountName" . }}
automountServiceAccountToken: {{ .Values.serviceAccount.automount }}
{{- include "app.pullSecrets" . }}
{{- with .Values.securityContext }}
securityContext:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .Values.priority.enabled }}
priorityClassName: {{ include "app.fullname" . }}
{{- end }}
{{- end -}}

{{- define "app.podMetadata" -}}
labels:
  {{- include "app.labels" . | nindent 2 }}
  {{- with .Values.podLabels }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
annotations:
  checksum/config: {{ .Values.config | toYaml | sha256sum | trunc 16 }}
  checksum/secret: {{ .Values.secretEnv | toJson | sha256sum | trunc 16 }}
  {{- with .Values.podAnnotations }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end -}}

{{- define "app.pod" -}}
metadata:
  {{- include "app.podMetadata" . | nindent 2 }}
spec:
  {{- include "app.podSettings" . | nindent 2 }}
  {{- if .Values.spread }}
  {{- include "app.spread" . | nindent 2 }}
  {{- end }}
  {{- with .Values.initContainers }}
  initContainers:
    {{- range . }}
    - name: {{ .name }}
      image: {{ tpl .image $ }}
      args: {{ .args | default list | toJson }}
      {{- with $.Values.containerSecurityContext }}
      securityContext:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    {{- end }}
  {{- end }}
  containers:
    - {{- include "app.container" . | nindent 6 }}
      ports:
        {{- include "app.containerPorts" . | trim | nindent 8 }}
      {{- include "app.probes" . | trim | nindent 6 }}
    {{- range .Values.sidecars }}
    - {{- toYaml . | nindent 6 }}
    {{- end }}
  {{- with include "app.volumes" . | trim }}
  volumes:
    {{- . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* A pod that ends: (dict "context" $ "job" $job "name" $name) */}}
{{- define "app.jobPod" -}}
{{- $context := merge (dict "args" .job.args) .context -}}
metadata:
  {{- include "app.podMetadata" .context | nindent 2 }}
spec:
  restartPolicy: {{ .job.restartPolicy | default "Never" }}
  {{- include "app.podSettings" .context | nindent 2 }}
  containers:
    - {{- include "app.container" $context | nindent 6 }}
  {{- with include "app.volumes" .context | trim }}
  volumes:
    {{- . | nindent 4 }}
  {{- end }}
{{- end -}}

{{/* Stops early when values cannot work. */}}
{{- define "app.validate" -}}
{{- $problems := list -}}
{{- if not (has .Values.kind (list "Deployment" "StatefulSet")) -}}
{{- $problems = append $problems (printf "kind is %q" .Values.kind) -}}
{{- end -}}
{{- if and .Values.autoscaling.enabled (gt (int .Values.autoscaling.min) (int .Values.autoscaling.max)) -}}
{{- $problems = append $problems "autoscaling.min is above autoscaling.max" -}}
{{- end -}}
{{- range .Values.ports -}}
{{- if not (regexMatch "^[a-z0-9-]{1,15}$" .name) -}}
{{- $problems = append $problems (printf "port %q is no name" .name) -}}
{{- end -}}
{{- end -}}
{{- if $problems -}}
{{- fail (printf "values cannot work: %s" (join "; " $problems)) -}}
{{- end -}}
{{- end -}}
