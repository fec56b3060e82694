using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;

namespace OpenMinutes.Api.Platform.Http;

/// <summary>
/// The log: a line of JSON for each entry, on standard output. Entries of the same few milliseconds go out together, for to wake a thread and to write costs as much as a third of a small request;
/// a warning goes out at once, with all before it. Whoever finds that much waits already, writes too: nothing is lost while the process lives.
/// </summary>
internal sealed class JsonLines : ILoggerProvider
{
    private const int MostWaiting = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<string, Logger> _loggers = new();
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly Lock _lock = new();
    private readonly Lock _writing = new();
    private ArrayBufferWriter<byte> _waiting = new();
    private ArrayBufferWriter<byte> _spare = new();
    private readonly Timer _timer;
    private bool _isUnderWay;
    private bool _isClosing;

    public JsonLines() => _timer = new Timer(static lines => ((JsonLines)lines!).WriteAll(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(categoryName, static (category, lines) => new Logger(lines, category), this);

    public void Dispose()
    {
        lock (_lock)
        {
            _isClosing = true;
        }

        _timer.Dispose();
        WriteAll();
    }

    private void Add(ReadOnlySpan<byte> line, bool isUrgent)
    {
        lock (_lock)
        {
            _waiting.Write(line);
            isUrgent |= _isClosing || _waiting.WrittenCount > MostWaiting;
            if (!isUrgent && _isUnderWay)
            {
                return;
            }

            _isUnderWay = true;
        }

        if (isUrgent)
        {
            WriteAll();
        }
        else
        {
            _timer.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    private void WriteAll()
    {
        lock (_writing)
        {
            while (Next() is { } lines)
            {
                _output.Write(lines.WrittenSpan);
                lines.ResetWrittenCount();
                _spare = lines;
            }
        }
    }

    private ArrayBufferWriter<byte>? Next()
    {
        lock (_lock)
        {
            if (_waiting.WrittenCount == 0)
            {
                _isUnderWay = false;
                return null;
            }

            var lines = _waiting;
            _waiting = _spare;
            return lines;
        }
    }

    private sealed class Logger(JsonLines lines, string category) : ILogger
    {
        [ThreadStatic]
        private static ArrayBufferWriter<byte>? _buffer;

        [ThreadStatic]
        private static Utf8JsonWriter? _json;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var buffer = _buffer ??= new ArrayBufferWriter<byte>(1024);
            var json = _json ??= new Utf8JsonWriter(buffer);
            buffer.ResetWrittenCount();
            json.Reset(buffer);

            json.WriteStartObject();
            json.WriteString("Timestamp"u8, DateTime.UtcNow);
            json.WriteNumber("EventId"u8, eventId.Id);
            json.WriteString("LogLevel"u8, logLevel.ToString());
            json.WriteString("Category"u8, category);
            if (state is IJsonLine line)
            {
                line.WriteTo(json);
            }
            else
            {
                Write(json, state, exception, formatter);
            }

            if (exception is not null)
            {
                json.WriteString("Exception"u8, exception.ToString());
            }

            json.WriteEndObject();
            json.Flush();
            buffer.Write("\n"u8);
            lines.Add(buffer.WrittenSpan, isUrgent: logLevel >= LogLevel.Warning);
        }

        private static void Write<TState>(Utf8JsonWriter json, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            json.WriteString("Message"u8, formatter(state, exception));
            if (state is IReadOnlyList<KeyValuePair<string, object?>> members)
            {
                json.WriteStartObject("State"u8);
                foreach (var (name, value) in members)
                {
                    Write(json, name, value);
                }

                json.WriteEndObject();
            }
        }

        private static void Write(Utf8JsonWriter json, string name, object? value)
        {
            switch (value)
            {
                case null:
                    json.WriteNull(name);
                    break;
                case int number:
                    json.WriteNumber(name, number);
                    break;
                case long number:
                    json.WriteNumber(name, number);
                    break;
                case double number:
                    json.WriteNumber(name, number);
                    break;
                case bool isSo:
                    json.WriteBoolean(name, isSo);
                    break;
                default:
                    json.WriteString(name, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                    break;
            }
        }
    }
}

/// <summary>Something to be logged that writes its own <c>Message</c> and <c>State</c>.</summary>
internal interface IJsonLine
{
    void WriteTo(Utf8JsonWriter json);
}
