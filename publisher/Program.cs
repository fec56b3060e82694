using System.CommandLine;
using System.Globalization;
using OpenMinutes.Publisher.Commands;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

var root = new RootCommand("Publishes the public editions of OpenMinutes as a static website.")
{
    Build.Command(), Work.Command(), Serve.Command(), Verify.Command(), Rollback.Command(), Key.Command(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
