using Gimlet.Cli.Artifacts;
using Gimlet.Cli.Ship.Builds;

namespace Gimlet.Cli.Ship.Contents;

/// <summary>The variables that an artifact carries, and the names of those that are secrets and stay behind.</summary>
internal sealed class ShippedVariables
{
    private readonly SortedSet<string> _leftOut = new(StringComparer.Ordinal);

    /// <param name="build">Tells the variables that every shipper sends.</param>
    /// <param name="environment">The variables of the CI.</param>
    /// <param name="file">The variables of the file in the repository, which win over the others.</param>
    public ShippedVariables(Build build, EnvironmentVariables environment, IEnumerable<Assignment> file)
    {
        var ofTheCi = environment.StartingWith(build.VariablePrefixes).Concat(build.MoreVariables);
        Context =
        [
            .. WithoutSecrets(ofTheCi.Select(variable => new Assignment(variable.Key, variable.Value))),
            new("REPO", build.RepositoryVariable),
            new("OWNER", build.Owner),
            new("BRANCH", build.Branch),
            new("TAG", build.Tag),
            new("SHA", build.Sha),
            new("ACTOR", build.Actor),
            new("EVENT", build.Trigger),
            new("JOB", build.Job),
        ];
        Vars = [.. WithoutSecrets(file)];
    }

    public IReadOnlyCollection<Assignment> Context { get; }

    public IReadOnlyCollection<Assignment> Vars { get; }

    public IReadOnlyCollection<string> LeftOut => _leftOut;

    private IEnumerable<Assignment> WithoutSecrets(IEnumerable<Assignment> variables)
    {
        foreach (var variable in variables)
        {
            if (SecretNames.IsSecret(variable.Name, variable.Value))
            {
                _leftOut.Add(variable.Name);
            }
            else
            {
                yield return variable;
            }
        }
    }
}
