using Picket;
using Picket.Terminals;

using var stop = new StopSignal();
var services = new CliServices(
    Terminal.OfProcess(), new Lazy<ILocalPicket>(() => throw CliException.CouldNotEvaluate("PKT7000", "")),
    TimeProvider.System, Environment.UserName);
return await PicketCli.RunAsync(args, services, stop.Token);
