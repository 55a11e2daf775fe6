namespace Picket.Serving;

/// <summary>A costly answer that is good for a while; whoever asks meanwhile shares it.</summary>
internal sealed class Aged<T>(TimeSpan maxAge, TimeProvider clock) : IDisposable where T : class
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private T? _value;
    private long _made;

    public async Task<T> GetAsync(Func<CancellationToken, Task<T>> make, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_value is null || clock.GetElapsedTime(_made) > maxAge)
            {
                _value = await make(cancellationToken);
                _made = clock.GetTimestamp();
            }

            return _value;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
