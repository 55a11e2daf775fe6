using System.Runtime.CompilerServices;

// The ledger's file is a test seam: a disk that fails half way cannot be had otherwise.
[assembly: InternalsVisibleTo("Picket.Tests")]
