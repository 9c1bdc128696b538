{{- define "common.configmap" -}}
kind: ConfigMap
metadata:
  name: {{ .Chart.Name }}-{{ .Release.Name }}
data: {{ .Values.common | toJson }}
{{- end -}}