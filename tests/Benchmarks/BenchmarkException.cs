namespace OpenMinutes.Benchmarks;

/// <summary>Why nothing was measured.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
