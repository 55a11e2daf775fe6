using Picket;
using Picket.Serving;
using Picket.Terminals;

using var stop = new StopSignal();
var terminal = Terminal.OfProcess();
var services = new CliServices(
    terminal, new Lazy<ILocalPicket>(() => new LocalPicket(terminal, TimeProvider.System)), TimeProvider.System, Environment.UserName);
return await PicketCli.RunAsync(args, services, stop.Token);
