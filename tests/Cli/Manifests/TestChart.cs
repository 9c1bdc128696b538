namespace Gimlet.Cli.Tests.Manifests;

/// <summary>A small chart with a helper, a number that prints differently by its type, and a schema.</summary>
internal static class TestChart
{
    /// <summary>Writes the chart into <c>charts/web</c> of the folder and returns its path.</summary>
    public static string Write(TemporaryFolder folder)
    {
        folder.Write("charts/web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.2.3\n");
        folder.Write("charts/web/values.yaml", "replicas: 1\nimage: {repository: nginx, tag: '1.27'}\nextra: {}\n");
        folder.Write("charts/web/values.schema.json", """
            {
              "properties": {
                "replicas": {"type": "integer", "minimum": 1},
                "image": {"type": "object", "required": ["repository"], "properties": {"tag": {"type": "string"}}}
              }
            }
            """);
        folder.Write("charts/web/templates/_helpers.tpl", """
            {{- define "web.labels" -}}
            app: {{ .Release.Name }}
            chart: {{ .Chart.Name }}-{{ .Chart.Version }}
            {{- end -}}
            """);
        folder.Write("charts/web/templates/deployment.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: {{ .Release.Name }}
              namespace: {{ .Release.Namespace }}
              labels: {{- include "web.labels" . | nindent 4 }}
            spec:
              replicas: {{ .Values.replicas }}
              template:
                spec:
                  containers:
                  - name: web
                    image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
                    args: {{- toYaml .Values.extra | nindent 12 }}
            """);
        folder.Write("charts/web/templates/service.yaml", """
            apiVersion: v1
            kind: Service
            metadata:
              name: {{ .Release.Name }}
            """);
        folder.Write("charts/web/templates/test.yaml", """
            apiVersion: v1
            kind: Pod
            metadata:
              name: hook
              annotations: {helm.sh/hook: test}
            """);
        return folder.File("charts/web");
    }
}
