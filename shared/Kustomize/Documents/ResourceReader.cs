namespace Gimlet.Kustomize.Documents;

/// <summary>Reads objects: documents with a kind and a name, lists of them unfolded.</summary>
internal sealed class ResourceReader(WorkBudget budget)
{
    public List<Resource> Read(string text)
    {
        var documents = new NodeReader(budget).Read(text).ToList();
        if (documents is [var (_, only)]
            && only.FieldText("kind") is "List" or "ResourceList"
            && only.Fields.GetValueOrDefault("items") is { Kind: NodeKind.Sequence } items)
        {
            documents = [.. items.Items.Select((item, index) => (index + 1, item))];
        }

        var queue = new Queue<(int Number, Node Node)>(documents);
        var resources = new List<Resource>();
        while (queue.TryDequeue(out var document))
        {
            if (document.Node.IsEmpty)
            {
                continue;
            }

            var id = Identify(document.Node, document.Number);
            if (!id.IsList || !document.Node.Fields.TryGetValue("items", out var list))
            {
                resources.Add(new Resource(id, document.Node));
                continue;
            }

            // As in kustomize, what a list holds comes behind everything else.
            foreach (var item in ItemsOf(list, document.Number, id))
            {
                queue.Enqueue((document.Number, item));
            }
        }

        return resources;
    }

    private static ResourceId Identify(Node node, int number)
    {
        if (node.Kind != NodeKind.Mapping)
        {
            throw new KustomizeException($"document {number} is no object: it must be a map with a kind and a name.");
        }

        var id = ResourceId.Of(node);
        if (id.Kind.Length == 0)
        {
            throw new KustomizeException($"document {number}: kind is missing.");
        }

        return id.Name.Length > 0 || id.IsList
            ? id
            : throw new KustomizeException($"document {number} ({id}): metadata.name is missing.");
    }

    private static List<Node> ItemsOf(Node list, int number, ResourceId id) => list switch
    {
        { IsNull: true } => [],
        { Kind: NodeKind.Sequence } => list.Items,
        _ => throw new KustomizeException($"document {number} ({id}): items must be a list."),
    };
}
