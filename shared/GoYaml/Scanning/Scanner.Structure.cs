using static Gimlet.GoYaml.Scanning.Characters;

namespace Gimlet.GoYaml.Scanning;

internal sealed partial class Scanner
{
    private void ReadEnd()
    {
        if (_mark.Column != 0)
        {
            _mark = new Mark(_mark.Index, _mark.Line + 1, 0);
        }

        CloseBlocks(-1);
        RemoveKey();
        _isKeyAllowed = false;
        _hasEnded = true;
        Add(new Token(TokenKind.StreamEnd, _mark, _mark));
    }

    private void ReadDocumentIndicator()
    {
        CloseBlocks(-1);
        RemoveKey();
        _isKeyAllowed = false;
        AddIndicator(Current == '-' ? TokenKind.DocumentStart : TokenKind.DocumentEnd, length: 3);
    }

    private void ReadFlowStart(TokenKind kind)
    {
        SaveKey();
        OpenKeyLevel();
        if (++_flowLevel > _maxDepth)
        {
            throw Error($"exceeded max depth of {_maxDepth}", _mark);
        }

        _isKeyAllowed = true;
        AddIndicator(kind);
    }

    private void ReadFlowEnd(TokenKind kind)
    {
        RemoveKey();
        if (_flowLevel > 0)
        {
            _flowLevel--;
            CloseKeyLevel();
        }

        _isKeyAllowed = false;
        AddIndicator(kind);
    }

    private void ReadBlockEntry()
    {
        // Within a flow collection it is the parser that refuses it, for the parser knows which.
        if (_flowLevel == 0)
        {
            RequireStart("block sequence entries are not allowed in this context");
            OpenBlock(_mark, TokenKind.BlockSequenceStart, NextNumber);
        }

        RemoveKey();
        _isKeyAllowed = true;
        AddIndicator(TokenKind.BlockEntry);
    }

    private void ReadKey()
    {
        if (_flowLevel == 0)
        {
            RequireStart("mapping keys are not allowed in this context");
            OpenBlock(_mark, TokenKind.BlockMappingStart, NextNumber);
        }

        RemoveKey();
        _isKeyAllowed = _flowLevel == 0;
        AddIndicator(TokenKind.Key);
    }

    private void ReadValue()
    {
        var key = _keys[^1];
        if (IsValid(_keys.Count - 1))
        {
            InsertToken(key.Token, new Token(TokenKind.Key, key.Start, key.Start));
            OpenBlock(key.Start, TokenKind.BlockMappingStart, key.Token);
            _keys[^1] = key with { IsPossible = false };
            _isKeyAllowed = false;
        }
        else
        {
            if (_flowLevel == 0)
            {
                RequireStart("mapping values are not allowed in this context");
                OpenBlock(_mark, TokenKind.BlockMappingStart, NextNumber);
            }

            _isKeyAllowed = _flowLevel == 0;
        }

        AddIndicator(TokenKind.Value);
    }

    private void RequireStart(string problem)
    {
        if (!_isKeyAllowed)
        {
            throw Error(problem, _mark);
        }
    }

    private void OpenBlock(Mark start, TokenKind kind, int number)
    {
        if (_flowLevel > 0 || _indent >= start.Column)
        {
            return;
        }

        _indents.Push(_indent);
        _indent = start.Column;
        if (_indents.Count > _maxDepth)
        {
            throw Error($"exceeded max depth of {_maxDepth}", _mark);
        }

        InsertToken(number, new Token(kind, start, start));
    }

    // Where the parser already took the token of that number, go-yaml puts the new one at the end.
    private void InsertToken(int number, Token token) =>
        _tokens.Insert(number < _taken ? _tokens.Count : _first + number - _taken, token);

    private void CloseBlocks(int column)
    {
        while (_flowLevel == 0 && _indent > column)
        {
            Add(new Token(TokenKind.BlockEnd, _mark, _mark));
            _indent = _indents.Pop();
        }
    }
}
