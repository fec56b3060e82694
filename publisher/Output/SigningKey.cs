using System.Text;
using NSec.Cryptography;

namespace OpenMinutes.Publisher.Output;

/// <summary>
/// The Ed25519 key with which a publisher signs its releases. It is made where none is, and readable by its owner alone. Who keeps a copy of the public half
/// elsewhere can tell what this publisher published from what somebody else put on the server.
/// </summary>
internal sealed class SigningKey : IDisposable
{
    public const int SignatureLength = 64;

    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;

    private readonly Key _key;

    private SigningKey(Key key)
    {
        _key = key;
        PublicPem = Encoding.ASCII.GetString(key.PublicKey.Export(KeyBlobFormat.PkixPublicKeyText)).ReplaceLineEndings("\n").TrimEnd() + "\n";
    }

    /// <summary>The public half, as a PEM file.</summary>
    public string PublicPem { get; }

    /// <summary>Reads the key, or makes one.</summary>
    public static SigningKey At(string file)
    {
        if (!File.Exists(file))
            Make(file);
        try
        {
            return new SigningKey(Key.Import(Algorithm, File.ReadAllBytes(file), KeyBlobFormat.PkixPrivateKeyText));
        }
        catch (FormatException malformed)
        {
            throw new PublishingException($"'{file}' holds no Ed25519 private key as PEM.", malformed);
        }
    }

    public byte[] Sign(ReadOnlySpan<byte> data) => Algorithm.Sign(_key, data);

    /// <summary>Whether the owner of a public key signed something.</summary>
    /// <param name="publicPem">The public key, as a PEM file.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature.</param>
    public static bool IsSigned(string publicPem, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            return Algorithm.Verify(PublicKey.Import(Algorithm, Encoding.ASCII.GetBytes(publicPem), KeyBlobFormat.PkixPublicKeyText), data, signature);
        }
        catch (FormatException malformed)
        {
            throw new PublishingException("This is no Ed25519 public key as PEM.", malformed);
        }
    }

    public void Dispose() => _key.Dispose();

    private static void Make(string file)
    {
        if (OperatingSystem.IsWindows())
            throw new PlatformNotSupportedException();
        using var key = Key.Create(Algorithm, new KeyCreationParameters { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        var made = $"{file}.{Environment.ProcessId}";
        using (var stream = new FileStream(made, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            stream.Write(key.Export(KeyBlobFormat.PkixPrivateKeyText));
        if (!File.Exists(file))
            Posix.Rename(made, file);
    }
}
