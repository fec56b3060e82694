using OpenMinutes.Importing;

namespace OpenMinutes.Api.Features.Attachments.Cleaning;

/// <summary>Has a file cleaned by a process of its own: this assembly, started as the program that cleans.</summary>
internal static class CleaningProcess
{
    /// <summary>The first argument of that program; the second is the media type.</summary>
    public const string Command = "clean";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static byte[] Clean(FileKind kind, byte[] file)
    {
        try
        {
            return ConfinedProcess.Ask(typeof(CleaningProcess), [Command, kind.MediaType], file).ToArray();
        }
        catch (RefusedException refused)
        {
            throw refused.Refusal.Code switch
            {
                RefusalCodes.TooLarge => UncleanFileException.Damaged("takes too long or too much memory to read", refused),
                RefusalCodes.Malformed => UncleanFileException.Damaged("cannot be read: its parts lead into each other without end", refused),
                var code => new UncleanFileException(code, refused.Message, refused),
            };
        }
    }

    /// <summary>That program: a file on its standard input, the cleaned one on its standard output.</summary>
    public static int Run(string mediaType) => ConfinedProgram.Run(Longest, file =>
    {
        try
        {
            return FileKind.Of(mediaType)!.CleanHere(file);
        }
        catch (UncleanFileException unclean)
        {
            throw new RefusedException(unclean.Code, unclean.Message);
        }
    });
}
