namespace Picket.Pipeline.Reporting.Ledger;

/// <summary>What a process holds while it owns a ledger: the lock, the open file and the key.</summary>
internal sealed class LedgerHold : IDisposable
{
    private const string LockFile = "ledger.lock";

    private readonly FileStream _lock;

    private LedgerHold(FileStream @lock, ILedgerFile file, LedgerKey key)
    {
        _lock = @lock;
        File = file;
        Key = key;
    }

    public ILedgerFile File { get; }

    public LedgerKey Key { get; }

    public static LedgerHold Take(string folder, string path, Func<string, ILedgerFile> openFile)
    {
        FileStream? held = null;
        ILedgerFile? file = null;
        try
        {
            Directory.CreateDirectory(folder);
            held = Lock(folder);
            file = openFile(path);
            return new(held, file, LedgerKey.Open(folder, hasEntries: file.Length > 0));
        }
        catch (Exception exception)
        {
            file?.Dispose();
            held?.Dispose();
            if (exception is LedgerException or not (IOException or UnauthorizedAccessException)) throw;
            throw new LedgerException(
                "PKT6012",
                $"The ledger '{path}' cannot be opened: {exception.Message} Picket needs to read and write this folder.",
                exception);
        }
    }

    public void Dispose()
    {
        File.Dispose();
        Key.Dispose();
        _lock.Dispose();
    }

    private static FileStream Lock(string folder)
    {
        var path = Path.Combine(folder, LockFile);
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception) when (System.IO.File.Exists(path))
        {
            throw new LedgerException(
                "PKT6011",
                $"The ledger in '{folder}' is held by another process. Stop it, or let it do the work: only one may append.",
                exception);
        }
    }
}
