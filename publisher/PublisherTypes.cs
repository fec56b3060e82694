using System.Text.Json;
using System.Text.Json.Serialization;
using OpenMinutes.Publisher.Jobs;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Rendering;

namespace OpenMinutes.Publisher;

/// <summary>What becomes JSON here and is read from it; the compiler makes readers and writers of it, for in native code there is nobody who could while the program runs.</summary>
[JsonSerializable(typeof(PlanJson))]
[JsonSerializable(typeof(PublicationScope))]
[JsonSerializable(typeof(ReleaseNotes))]
[JsonSerializable(typeof(SiteSettings))]
internal sealed partial class PublisherTypes : JsonSerializerContext
{
    /// <summary>By the rules of the web, as the api reads and writes it.</summary>
    public static PublisherTypes Web { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web));
}
