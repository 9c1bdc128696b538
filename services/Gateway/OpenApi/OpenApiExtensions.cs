using Gimlet.Gateway.Idempotency;
using Gimlet.Gateway.Problems;
using Gimlet.Gateway.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gimlet.Gateway.OpenApi;

/// <summary>Describes the API: ASP.NET finds routes and answers, the rest is metadata of the routes.</summary>
internal static class OpenApiExtensions
{
    private const string BearerScheme = "bearer";
    private const string QueryScheme = "accessToken";

    public static void AddGatewayOpenApi(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer((document, _, _) => DescribeAsync(document));
        options.AddOperationTransformer(DescribeAsync);
    });

    private static Task DescribeAsync(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Gimlet",
            Version = "v1",
            Description = "Ships artifacts, releases them, and follows them until Flux has applied them.",
        };
        document.Components ??= new OpenApiComponents();
        document.AddComponent(BearerScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API token.",
        });
        document.AddComponent(QueryScheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Query,
            Name = "access_token",
            Description = "An API token, for clients that cannot set a header.",
        });
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(QueryScheme, document)] = [] },
        ];
        return Task.CompletedTask;
    }

    private static async Task DescribeAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Parameters ??= [];
        foreach (var parameter in metadata.OfType<QueryParameter>())
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Required = parameter.Mandatory,
                Schema = parameter.Schema,
            });
        }

        if (HttpMethods.IsPost(context.Description.HttpMethod ?? ""))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencyKey.Header,
                In = ParameterLocation.Header,
                Description = "The same key again is answered as the first time, and does nothing.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = IdempotencyKey.MaximalLength },
            });
        }

        if (metadata.OfType<BodyMetadata>().SingleOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new()
                    {
                        Schema = await context.GetOrCreateSchemaAsync(body.Type, null, cancellationToken),
                    },
                },
            };
        }

        operation.Responses ??= [];
        if (metadata.Contains(Paging.Cursor) && operation.Responses.GetValueOrDefault("200") is OpenApiResponse page)
        {
            page.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Link"] = new OpenApiHeader
                {
                    Description = "Where the next page is, as <…>; rel=\"next\" (RFC 8288); absent on the last one.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
            };
        }

        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Anything that went wrong, as problem details (RFC 9457).",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problem.ContentType] = new()
                {
                    Schema = await context.GetOrCreateSchemaAsync(
                        typeof(Microsoft.AspNetCore.Mvc.ProblemDetails), null, cancellationToken),
                },
            },
        };
    }
}
