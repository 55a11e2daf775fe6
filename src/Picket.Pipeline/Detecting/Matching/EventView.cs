using Picket.Core;

namespace Picket.Pipeline.Detecting.Matching;

/// <summary>
/// The event under judgement with what is derived from it on demand. One instance is used for event after event, so that
/// judging allocates nothing.
/// </summary>
internal sealed class EventView
{
    private ReadOnlyMemory<byte> _podSpec;
    private ReadOnlyMemory<byte> _command;
    private bool _hasPodSpec;
    private bool _hasCommand;

    /// <summary>The event.</summary>
    public AuditEvent Event { get; private set; } = null!;

    /// <summary>
    /// The object as the request writes it; where the request holds no object (a JSON patch, a body that was left out),
    /// the object as the response shows it.
    /// </summary>
    public ReadOnlyMemory<byte> Object => IsJsonObject(Event.RequestObject) ? Event.RequestObject : Event.ResponseObject;

    /// <summary>The pod spec inside <see cref="Object"/>, whatever workload wraps it; empty where there is none.</summary>
    public ReadOnlyMemory<byte> PodSpec
    {
        get
        {
            if (!_hasPodSpec)
            {
                _podSpec = PodSpecLocator.Locate(Object, Event.Resource.Span);
                _hasPodSpec = true;
            }

            return _podSpec;
        }
    }

    /// <summary>The command of an <c>exec</c>, its words joined by blanks.</summary>
    public ReadOnlyMemory<byte> ExecCommand
    {
        get
        {
            if (!_hasCommand)
            {
                _command = RequestQuery.Join(Event.RequestUri, "command"u8);
                _hasCommand = true;
            }

            return _command;
        }
    }

    /// <summary>The namespace a service account belongs to; empty for other actors.</summary>
    public ReadOnlyMemory<byte> ActorNamespace
    {
        get
        {
            if (Event.Actor != ActorKind.ServiceAccount)
                return default;

            var rest = Event.UserName["system:serviceaccount:".Length..];
            var colon = rest.Span.IndexOf((byte)':');
            return colon < 0 ? rest : rest[..colon];
        }
    }

    /// <summary>Turns to the next event.</summary>
    public void Show(AuditEvent auditEvent)
    {
        Event = auditEvent;
        _hasPodSpec = false;
        _hasCommand = false;
    }

    private static bool IsJsonObject(ReadOnlyMemory<byte> json) => json.Span is [(byte)'{', ..];
}
