using System.Collections.Concurrent;
using OpenMinutes.Publisher.Output;

namespace OpenMinutes.Tests.Publisher;

/// <summary>Notes that are too many for memory.</summary>
public sealed class SpoolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("openminutes-spool-").FullName;

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    public void Notes_come_back_as_they_were_added_however_many_there_are(int notes)
    {
        using var spool = new Spool(_folder, ".notes");
        var added = new ConcurrentDictionary<string, byte[]>();

        // Each name is one thread's, so that it is known in which order its notes were added.
        Parallel.For(0, 7, name =>
        {
            var random = new Random(name);
            var all = new MemoryStream();
            for (var number = 0; number < notes; number++)
            {
                var note = new byte[random.Next(500)];
                random.NextBytes(note);
                spool.Add($"part {name}", note);
                all.Write(note);
            }

            added[$"part {name}"] = all.ToArray();
        });

        Assert.Equal(added.Keys.Order(), spool.Names.Order());
        Assert.All(added, one => Assert.Equal(one.Value, spool.Read(one.Key)));
        Assert.Empty(spool.Read("no part"));
    }

    [Fact]
    public void What_was_put_away_leaves_no_file()
    {
        using var spool = new Spool(_folder, ".notes");
        for (var number = 0; number < 10; number++)
            spool.Add("part", new byte[1 << 20]);

        Assert.Equal(10 << 20, spool.Read("part").Length);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
