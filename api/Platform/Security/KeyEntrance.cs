using System.Security.Cryptography;

namespace OpenMinutes.Api.Platform.Security;

/// <summary>
/// Lets in who comes with a key that holds. The database was asked by <see cref="KeyQuestion"/>, each time, so that a revocation holds at once; unknown, expired and revoked keys are told apart by nobody.
/// </summary>
internal sealed class KeyEntrance(RequestDelegate next, KeyUse use)
{
    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<AskedKey>() is { } asked)
        {
            var (moment, stored, time) = asked.Told.GetAwaiter().GetResult();
            if (CryptographicOperations.FixedTimeEquals(asked.Key.Hash, stored?.SecretHash ?? NoHash) && stored is not null)
            {
                if (stored.UseIsNews(time))
                {
                    use.Note(stored.Id);
                }

                context.User = stored.Principal;
                context.Features.Set(moment);
            }
        }

        return next(context);
    }
}
