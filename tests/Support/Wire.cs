using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace OpenMinutes.Tests.Support;

/// <summary>The wire between a client and a server of HTTP on this machine: it can be cut, and it knows what was asked.</summary>
internal sealed partial class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _asked = [];
    private readonly ConcurrentQueue<int> _cuts = [];
    private readonly int _server;
    private readonly Task _work;
    private readonly Lock _state = new();
    private TaskCompletionSource? _stall;
    private int? _left;

    public Wire(int server)
    {
        _server = server;
        _listener.Start();
        _work = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The requests so far, as method and address.</summary>
    public IReadOnlyList<string> Asked => [.. _asked];

    public void Forget() => _asked.Clear();

    /// <summary>Cuts the next connections, each after so many bytes were sent.</summary>
    public void Cut(IEnumerable<int> bytes)
    {
        foreach (var after in bytes)
            _cuts.Enqueue(after);
    }

    /// <summary>Cuts everything after so many more bytes were sent, until it is mended.</summary>
    public void Break(int after)
    {
        lock (_state)
            _left = after;
    }

    /// <summary>Lets nothing through after so many more bytes were sent, until it is mended.</summary>
    public void Stall(int after)
    {
        lock (_state)
            (_left, _stall) = (after, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    public void Mend()
    {
        lock (_state)
        {
            _stall?.SetResult();
            (_left, _stall) = (null, null);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _work;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
        }
    }

    private bool IsDead
    {
        get
        {
            lock (_state)
                return _left < 0 && _stall is null;
        }
    }

    /// <summary>Whether so many more bytes are cut, and until when they wait.</summary>
    private (bool IsCut, Task Stall) Pass(int bytes)
    {
        lock (_state)
        {
            _left -= bytes;
            return (_left < 0 && _stall is null, _left < 0 && _stall is { } stall ? stall.Task : Task.CompletedTask);
        }
    }

    private async Task CarryAsync(TcpClient client)
    {
        using var here = client;
        if (IsDead)
            return;
        using var there = new TcpClient();
        var left = _cuts.TryDequeue(out var cut) ? cut : int.MaxValue;
        try
        {
            await there.ConnectAsync(IPAddress.Loopback, _server, _end.Token);
            var (up, down) = (here.GetStream(), there.GetStream());
            await Task.WhenAny(UpAsync(), down.CopyToAsync(up, _end.Token));

            async Task UpAsync()
            {
                var buffer = new byte[1 << 14];
                int read;
                while ((read = await up.ReadAsync(buffer, _end.Token)) > 0)
                {
                    left -= read;
                    var (isCut, stall) = Pass(read);
                    await stall.WaitAsync(_end.Token);
                    if (left < 0 || isCut)
                    {
                        await down.WriteAsync(buffer.AsMemory(0, read / 2), _end.Token);
                        return;
                    }
                    foreach (Match request in Request().Matches(Encoding.Latin1.GetString(buffer, 0, read)))
                        _asked.Enqueue(request.Groups[1].Value);
                    await down.WriteAsync(buffer.AsMemory(0, read), _end.Token);
                }
            }
        }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
        {
        }
    }

    [GeneratedRegex(@"\b((?:GET|HEAD|PUT|POST|DELETE) /\S*) HTTP/1\.1")]
    private static partial Regex Request();
}
