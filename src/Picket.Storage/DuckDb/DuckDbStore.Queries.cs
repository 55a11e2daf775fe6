using Picket.Core;

namespace Picket.Storage.DuckDb;

public sealed partial class DuckDbStore
{
    /// <inheritdoc/>
    public Task<QueryResult> QueryAsync(QueryRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
}
