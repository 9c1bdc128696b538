namespace Gimlet.Manifests.Globs;

/// <summary>Runs a compiled pattern over a text, all alternatives side by side, so that nothing backtracks.</summary>
/// <remarks>The method is Thompson's simulation of a nondeterministic automaton.</remarks>
internal sealed class GlobProgram(GlobInstruction[] instructions)
{
    public bool IsMatch(string text)
    {
        var current = new Threads(instructions);
        var next = new Threads(instructions);
        current.Add(0);
        foreach (var rune in text.EnumerateRunes())
        {
            next.Clear(current.Floor);
            foreach (var at in current.Active)
            {
                ref readonly var instruction = ref instructions[at];
                if (instruction.Operation is GlobOperation.Run or GlobOperation.OuterRun)
                {
                    next.Add(at);
                }
                else if (instruction.Accepts(rune))
                {
                    next.Add(at + 1);
                }
            }

            (current, next) = (next, current);
        }

        return current.Contains(instructions.Length - 1);
    }

    /// <summary>The steps that are possible after the characters read so far.</summary>
    private sealed class Threads(GlobInstruction[] instructions)
    {
        private readonly int[] _active = new int[instructions.Length];
        private readonly int[] _addedIn = new int[instructions.Length];
        private int _count;
        private int _round = 1;

        /// <summary>
        /// The furthest run outside braces that was reached. What is still before it can be dropped, because every
        /// match passes that run and the run takes whatever the others would take.
        /// </summary>
        public int Floor { get; private set; }

        public ReadOnlySpan<int> Active => _active.AsSpan(0, _count);

        public bool Contains(int at) => _addedIn[at] == _round;

        public void Clear(int floor)
        {
            Floor = floor;
            _count = 0;
            _round++;
        }

        public void Add(int at)
        {
            if (at < Floor || Contains(at))
            {
                return;
            }

            _addedIn[at] = _round;
            ref readonly var instruction = ref instructions[at];
            switch (instruction.Operation)
            {
                case GlobOperation.Fork:
                    foreach (var target in instruction.Targets!)
                    {
                        Add(target);
                    }

                    break;
                case GlobOperation.Run or GlobOperation.OuterRun:
                    Floor = instruction.Operation == GlobOperation.OuterRun ? at : Floor;
                    _active[_count++] = at;
                    Add(at + 1);
                    break;
                default:
                    _active[_count++] = at;
                    break;
            }
        }
    }
}
