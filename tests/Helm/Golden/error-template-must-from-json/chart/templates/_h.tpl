{{- define "nil" }}
{{ .Values.a.b.c }}{{ end }}
{{- define "nil2" }}{{ include "nil" . }}{{ end }}
{{- define "f" }}{{ fail "boom: it is\nwrong" }}{{ end }}
{{- define "r" }}{{ required "need .Values.foo" .Values.foo }}{{ end }}
{{- define "i" }}{{ index .Values "x" "y" }}{{ end }}
{{- define "tp" }}{{ tpl "{{ .Values.a.b.c }}" . }}{{ end }}
{{- define "rec" }}{{ include "rec" . }}{{ end }}
