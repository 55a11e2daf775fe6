using Picket.Terminals;

namespace Picket;

/// <summary>What commands take from their surroundings.</summary>
/// <param name="Terminal">Where output goes.</param>
/// <param name="Local">What can be done without a server; made only when a command needs it.</param>
/// <param name="Time">The clock.</param>
/// <param name="UserName">Who runs the command, for an alert's history.</param>
internal sealed record CliServices(Terminal Terminal, Lazy<ILocalPicket> Local, TimeProvider Time, string UserName);
