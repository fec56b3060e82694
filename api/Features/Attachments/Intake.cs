using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using OpenMinutes.Api.Features.Attachments.Cleaning;
using OpenMinutes.Api.Platform.Problems;
using OpenMinutes.Contracts;

namespace OpenMinutes.Api.Features.Attachments;

/// <summary>A file as it was received, and as the public may have it.</summary>
internal sealed record ReceivedFile(FileKind Kind, byte[] Content, byte[] Sha256, byte[] PublicContent, byte[] PublicSha256)
{
    /// <summary>Whether the public gets other bytes.</summary>
    public bool IsChanged => !Sha256.AsSpan().SequenceEqual(PublicSha256);

    /// <summary>Refuses the file if it is not the one that the record speaks of.</summary>
    public void Require(Attachment member)
    {
        var digest = Convert.ToHexStringLower(Sha256);
        if (member.MediaType is { } type && type != Kind.MediaType)
        {
            throw Other(FileFaults.MediaTypeMismatch, $"was sent as {Kind.MediaType}, and the record says {type}");
        }

        if ((member.Sha256 is { } named && named != digest) || (member.Size is { } length && length != Content.LongLength))
        {
            throw Other(FileFaults.DigestMismatch, $"has {Content.LongLength} bytes and the SHA-256 {digest}, and the record names another");
        }
    }

    private static ProblemException Other(string code, string detail) => new(ProblemCode.Invalid, $"The file {detail}.", new Fault("", code, detail));
}

/// <summary>
/// Takes files in: a body goes to disk as it arrives, hashed and counted on the way, so that a slow sender holds no memory. Only then is it looked into, by as many at a time as there are
/// processors.
/// </summary>
internal sealed class Intake(AttachmentSettings settings) : IDisposable
{
    private readonly SemaphoreSlim _desks = new(Environment.ProcessorCount);

    /// <summary>The kind of file that a request says it brings.</summary>
    public FileKind KindOf(string? contentType)
    {
        var type = MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? parsed.MediaType.ToString().ToLowerInvariant() : "";
        return settings.Kinds.FirstOrDefault(kind => kind.MediaType == type)
            ?? throw new ProblemException(ProblemCode.UnsupportedMediaType, $"Send the file under its media type; accepted are {string.Join(", ", settings.Kinds.Select(static kind => kind.MediaType))}.");
    }

    /// <summary>Refuses what says of itself that it is too long.</summary>
    public void RequireLength(long? length)
    {
        if (length > settings.LargestBytes)
        {
            throw TooLarge();
        }
    }

    public async Task<ReceivedFile> ReceiveAsync(PipeReader body, FileKind kind, CancellationToken cancellationToken)
    {
        await using var spool = Spool();
        var sha256 = await SpoolAsync(body, spool, cancellationToken);
        await _desks.WaitAsync(cancellationToken);
        try
        {
            spool.Position = 0;
            var content = new byte[spool.Length];
            await spool.ReadExactlyAsync(content, cancellationToken);
            var cleaned = kind.Clean(content);
            return new ReceivedFile(kind, content, sha256, cleaned, SHA256.HashData(cleaned));
        }
        catch (UncleanFileException refusal)
        {
            throw refusal.Code == FileFaults.OtherKind
                ? new ProblemException(ProblemCode.UnsupportedMediaType, $"The file {refusal.Message}.")
                : new ProblemException(ProblemCode.Invalid, $"The file {refusal.Message}.", new Fault("", refusal.Code, refusal.Message));
        }
        finally
        {
            _desks.Release();
        }
    }

    public void Dispose() => _desks.Dispose();

    /// <summary>A file without a name: whatever happens to this process, nothing of it stays.</summary>
    private static FileStream Spool()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        File.Delete(path);
        return file;
    }

    private async Task<byte[]> SpoolAsync(PipeReader body, FileStream spool, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var fits = spool.Length + read.Buffer.Length <= settings.LargestBytes;
            foreach (var piece in fits ? read.Buffer : default)
            {
                hash.AppendData(piece.Span);
                await spool.WriteAsync(piece, cancellationToken);
            }

            // Also of what is refused, so that the connection can go on to the end of the body.
            body.AdvanceTo(read.Buffer.End);
            if (!fits)
            {
                throw TooLarge();
            }

            if (read.IsCompleted)
            {
                return hash.GetHashAndReset();
            }
        }
    }

    private ProblemException TooLarge() => new(ProblemCode.BodyTooLarge, $"A file may have at most {settings.LargestBytes} bytes.");
}
