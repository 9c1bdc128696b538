using System.Net;
using System.Text.Json.Nodes;

namespace Gimlet.Acceptance.Tests.Installations;

internal sealed record Answer(HttpStatusCode Status, string MediaType, JsonNode? Json);
