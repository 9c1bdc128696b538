namespace Gimlet.GoYaml.Scanning;

internal sealed partial class Scanner
{
    // A key without a question mark is on one line and no longer than this.
    private const int LongestKey = 1024;

    // One for each open flow collection, and one for the block around them.
    private readonly List<PossibleKey> _keys = [];

    private int NextNumber => _taken + _tokens.Count - _first;

    private bool MayFirstBeKey()
    {
        for (var i = 0; i < _keys.Count; i++)
        {
            if (_keys[i] is { IsPossible: true, IsIndexed: true } && _keys[i].Token == _taken)
            {
                return IsValid(i);
            }
        }

        return false;
    }

    private bool IsValid(int level)
    {
        var key = _keys[level];
        if (!key.IsPossible)
        {
            return false;
        }

        if (key.Start.Line == _mark.Line && key.Start.Index + LongestKey >= _mark.Index)
        {
            return true;
        }

        RequireNone(key);
        _keys[level] = key with { IsPossible = false };
        return false;
    }

    private void SaveKey()
    {
        if (!_isKeyAllowed)
        {
            return;
        }

        RemoveKey();
        var isRequired = _flowLevel == 0 && _indent == _mark.Column;
        _keys[^1] = new PossibleKey(true, isRequired, true, NextNumber, _mark);
    }

    private void RemoveKey()
    {
        var key = _keys[^1];
        if (key.IsPossible)
        {
            RequireNone(key);
            _keys[^1] = key with { IsPossible = false };
        }
    }

    private void OpenKeyLevel() => _keys.Add(new PossibleKey(false, false, false, NextNumber, _mark));

    // go-yaml keeps an index of possible keys, from which the end of a flow collection without keys of its own takes
    // the collection itself. So an empty one is no key, unless something before it made the scanner read on.
    private void CloseKeyLevel()
    {
        var closed = _keys[^1].Token;
        _keys.RemoveAt(_keys.Count - 1);
        for (var i = 0; i < _keys.Count; i++)
        {
            _keys[i] = _keys[i] with { IsIndexed = _keys[i].IsIndexed && _keys[i].Token != closed };
        }
    }

    private void RequireNone(PossibleKey key)
    {
        if (key.IsRequired)
        {
            throw Error("could not find expected ':'", key.Start);
        }
    }

    private readonly record struct PossibleKey(bool IsPossible, bool IsRequired, bool IsIndexed, int Token, Mark Start);
}
