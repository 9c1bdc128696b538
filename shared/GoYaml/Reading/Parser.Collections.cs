using Gimlet.GoYaml.Scanning;
using static Gimlet.GoYaml.Scanning.TokenKind;

namespace Gimlet.GoYaml.Reading;

internal sealed partial class Parser
{
    private Node ParseBlockSequence(Node sequence)
    {
        var start = Next.Start;
        Take();
        while (Next.Kind == BlockEntry)
        {
            sequence.Children.Add(ParseEntry(Next.End, BlockEntry, BlockEnd));
        }

        if (Next.Kind != BlockEnd)
        {
            throw Error("did not find expected '-' indicator", Next.Start, start);
        }

        Take();
        return sequence;
    }

    /// <summary>A sequence as the value of a key, no deeper than the key.</summary>
    private Node ParseIndentless(Node sequence)
    {
        while (Next.Kind == BlockEntry)
        {
            sequence.Children.Add(ParseEntry(Next.End, BlockEntry, BlockEnd, Key, Value));
        }

        return sequence;
    }

    private Node ParseEntry(Mark place, params ReadOnlySpan<TokenKind> enders)
    {
        Take();
        return enders.Contains(Next.Kind) ? Empty(place) : ParseNode(isBlock: true, mayBeIndentless: false);
    }

    private Node ParseBlockMapping(Node mapping)
    {
        var start = Next.Start;
        Take();
        while (Next.Kind != BlockEnd)
        {
            if (Next.Kind != Key)
            {
                throw Error("did not find expected key", Next.Start, start);
            }

            mapping.Children.Add(ParsePart());
            mapping.Children.Add(Next.Kind == Value ? ParsePart() : Empty(Next.Start));
        }

        Take();
        return mapping;
    }

    private Node ParsePart()
    {
        var end = Next.End;
        Take();
        return Next.Kind is Key or Value or BlockEnd ? Empty(end) : ParseNode(isBlock: true, mayBeIndentless: true);
    }

    private Node ParseFlowSequence(Node sequence)
    {
        var start = Next.Start;
        Take();
        for (var isFirst = true; Next.Kind != FlowSequenceEnd; isFirst = false)
        {
            if (!isFirst)
            {
                TakeComma("did not find expected ',' or ']'", start);
            }

            if (Next.Kind == Key)
            {
                sequence.Children.Add(ParseSinglePair());
            }
            else if (Next.Kind != FlowSequenceEnd)
            {
                sequence.Children.Add(ParseNode(isBlock: false, mayBeIndentless: false));
            }
        }

        Take();
        return sequence;
    }

    /// <summary>A mapping of one entry without braces, within a flow sequence.</summary>
    private Node ParseSinglePair()
    {
        var pair = new Node(NodeKind.Mapping, Next.Start.Line);
        Take();
        if (Next.Kind is Value or FlowEntry or FlowSequenceEnd)
        {
            // Without a key libyaml steps over whatever comes next.
            pair.Children.Add(Empty(Next.End));
            Take();
        }
        else
        {
            pair.Children.Add(ParseNode(isBlock: false, mayBeIndentless: false));
        }

        pair.Children.Add(ParseFlowValue(FlowSequenceEnd));
        return pair;
    }

    private Node ParseFlowMapping(Node mapping)
    {
        var start = Next.Start;
        Take();
        for (var isFirst = true; Next.Kind != FlowMappingEnd; isFirst = false)
        {
            if (!isFirst)
            {
                TakeComma("did not find expected ',' or '}'", start);
            }

            if (Next.Kind == Key)
            {
                Take();
                var isEmpty = Next.Kind is Value or FlowEntry or FlowMappingEnd;
                mapping.Children.Add(isEmpty ? Empty(Next.Start) : ParseNode(isBlock: false, mayBeIndentless: false));
                mapping.Children.Add(ParseFlowValue(FlowMappingEnd));
            }
            else if (Next.Kind != FlowMappingEnd)
            {
                mapping.Children.Add(ParseNode(isBlock: false, mayBeIndentless: false));
                mapping.Children.Add(Empty(Next.Start));
            }
        }

        Take();
        return mapping;
    }

    private Node ParseFlowValue(TokenKind end)
    {
        if (Next.Kind != Value)
        {
            return Empty(Next.Start);
        }

        Take();
        return Next.Kind == FlowEntry || Next.Kind == end
            ? Empty(Next.Start)
            : ParseNode(isBlock: false, mayBeIndentless: false);
    }

    private void TakeComma(string problem, Mark start)
    {
        if (Next.Kind != FlowEntry)
        {
            throw Error(problem, Next.Start, start);
        }

        Take();
    }
}
