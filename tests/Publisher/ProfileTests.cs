using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using OpenMinutes.Tests.Support;

namespace OpenMinutes.Tests.Publisher;

/// <summary>The profile with which the publisher is compiled to native code.</summary>
public sealed class ProfileTests
{
    private const string Profile = "OpenMinutes.Publisher.mibc";
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    // What was counted of a method that has another name now is lost, and nobody is told. Those that the compiler names get others with each that is written.
    private const double StillThere = 0.8;

    [Fact]
    public void Most_of_our_methods_that_were_counted_are_still_there()
    {
        using var zip = ZipFile.OpenRead(Repository.PathOf("publisher", Profile));
        using var content = new MemoryStream();
        using (var packed = zip.GetEntry($"{Profile}.dll")!.Open())
            packed.CopyTo(content);
        content.Position = 0;
        using var assembly = new PEReader(content);
        var profile = assembly.GetMetadataReader();
        var ours = profile.MemberReferences.Select(profile.GetMemberReference)
            .Select(method => (Type: TypeOf(profile, method.Parent), Name: profile.GetString(method.Name)))
            .Where(static method => method.Type.StartsWith("OpenMinutes.", StringComparison.Ordinal))
            .ToList();

        var there = ours.Count(static method => Type.GetType(method.Type)?.GetMembers(All).Any(member => member.Name == method.Name) == true);

        Assert.InRange(ours.Count, 100, int.MaxValue);
        // The native compiler knows this by the name of another assembly.
        Assert.DoesNotContain(profile.TypeReferences.Select(profile.GetTypeReference), type => profile.GetString(type.Name) == "__Canon" && NameOf(profile, type).EndsWith("CoreLib", StringComparison.Ordinal));
        Assert.True(
            there >= StillThere * ours.Count,
            $"Of {ours.Count} methods of the profile {there} are there. Count again: dotnet run -c Release --project tests/Benchmarks -- profile");
    }

    /// <summary>The name of a type that is no construct, with that of its assembly.</summary>
    private static string TypeOf(MetadataReader profile, EntityHandle handle) => handle.Kind == HandleKind.TypeReference
        ? NameOf(profile, profile.GetTypeReference((TypeReferenceHandle)handle))
        : "";

    private static string NameOf(MetadataReader profile, TypeReference type)
    {
        var name = type.Namespace.IsNil ? profile.GetString(type.Name) : $"{profile.GetString(type.Namespace)}.{profile.GetString(type.Name)}";
        if (type.ResolutionScope.Kind == HandleKind.AssemblyReference)
            return $"{name}, {profile.GetString(profile.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)}";
        var outer = NameOf(profile, profile.GetTypeReference((TypeReferenceHandle)type.ResolutionScope)).Split(", ");
        return $"{outer[0]}+{name}, {outer[1]}";
    }
}
