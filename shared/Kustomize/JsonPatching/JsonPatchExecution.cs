using Gimlet.Kustomize.Documents;

namespace Gimlet.Kustomize.JsonPatching;

/// <summary>Carries out one operation. As in kustomize, replace also sets a field that is absent.</summary>
internal sealed class JsonPatchExecution(WorkBudget budget)
{
    public object? Apply(object? root, JsonPatchOperation operation)
    {
        var (_, path, from, value) = operation;
        switch (operation.Name)
        {
            case "add":
                Add(root, path, Copy(value, path));
                return root;
            case "remove":
                Remove(root, path);
                return root;
            case "replace" when path.IsRoot:
                return Copy(value, path);
            case "replace":
                Replace(root, path, Copy(value, path));
                return root;
            case "move":
                var moved = Existing(root, from!);
                if (path.IsWithin(from!))
                {
                    throw new KustomizeException($"move cannot put {from} into itself at {path}.");
                }

                Remove(root, from!);
                Add(root, path, Copy(moved, path));
                return root;
            case "copy":
                Add(root, path, Copy(Existing(root, from!), path));
                return root;
            default:
                path.TryGet(root, out var found);
                return PlainValue.AreEqual(found, value)
                    ? root
                    : throw new KustomizeException($"test of {path} failed: it has another value.");
        }
    }

    private static void Add(object? root, JsonPointer path, object? value)
    {
        switch (Parent(root, path))
        {
            case List<object?> list when path.Last == "-":
                list.Add(value);
                break;
            case List<object?> list:
                list.Insert(path.Index(list.Count), value);
                break;
            case Dictionary<string, object?> map:
                map[path.Last] = value;
                break;
        }
    }

    private static void Replace(object? root, JsonPointer path, object? value)
    {
        switch (Parent(root, path))
        {
            case List<object?> list:
                list[path.Index(list.Count - 1)] = value;
                break;
            case Dictionary<string, object?> map:
                map[path.Last] = value;
                break;
        }
    }

    private static void Remove(object? root, JsonPointer path)
    {
        switch (Parent(root, path))
        {
            case List<object?> list:
                list.RemoveAt(path.Index(list.Count - 1));
                break;
            case Dictionary<string, object?> map when !map.Remove(path.Last):
                throw new KustomizeException($"there is no {path} to remove.");
        }
    }

    private static object Parent(object? root, JsonPointer path) => path.IsRoot
        ? throw new KustomizeException("only replace and test can be of the whole document.")
        : path.Parent(root);

    private static object? Existing(object? root, JsonPointer from) => from.TryGet(root, out var value)
        ? value
        : throw new KustomizeException($"there is no {from} to take the value from.");

    private object? Copy(object? value, JsonPointer path) => PlainValue.Copy(value, path.Depth, budget);
}
