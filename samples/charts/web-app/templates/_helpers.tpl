{{/* The release's name: Gimlet makes one release per app, so the chart's own name would only repeat it. */}}
{{- define "web-app.name" -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* What never changes between two versions of a release: selectors are immutable. */}}
{{- define "web-app.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ include "web-app.name" . }}
{{- end -}}

{{- define "web-app.labels" -}}
{{ include "web-app.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "web-app.probe" -}}
httpGet:
  path: {{ . | quote }}
  port: http
{{- end -}}
