using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace OpenMinutes.Benchmarks.Profiling;

/// <summary>The tables of a profile: references to types and methods of other assemblies, each once.</summary>
internal sealed class ProfileMetadata(KnownTypes known)
{
    private readonly Dictionary<string, AssemblyReferenceHandle> _assemblies = [];
    private readonly Dictionary<(string Assembly, string Name), TypeReferenceHandle> _types = [];
    private readonly Dictionary<BlobHandle, TypeSpecificationHandle> _constructed = [];
    private readonly Dictionary<(EntityHandle Type, StringHandle Name, BlobHandle Signature), MemberReferenceHandle> _methods = [];

    public MetadataBuilder Tables { get; } = new();

    public EntityHandle HandleOf(TypeShape type)
    {
        if (type is NamedShape named)
            return HandleOf(named);
        var blob = new BlobBuilder();
        type.Write(blob, this);
        var signature = Tables.GetOrAddBlob(blob);
        if (!_constructed.TryGetValue(signature, out var handle))
            _constructed.Add(signature, handle = Tables.AddTypeSpecification(signature));
        return handle;
    }

    public MemberReferenceHandle HandleOf(KnownMethod method)
    {
        var blob = new BlobBuilder();
        blob.WriteByte(method.Signature.Header.RawValue);
        blob.WriteCompressedInteger(method.Signature.ParameterTypes.Length);
        method.Signature.ReturnType.Write(blob, this);
        foreach (var parameter in method.Signature.ParameterTypes)
            parameter.Write(blob, this);
        var key = (HandleOf(method.Type), Tables.GetOrAddString(method.Name), Tables.GetOrAddBlob(blob));
        if (!_methods.TryGetValue(key, out var handle))
            _methods.Add(key, handle = Tables.AddMemberReference(key.Item1, key.Item2, key.Item3));
        return handle;
    }

    private TypeReferenceHandle HandleOf(NamedShape type)
    {
        if (_types.TryGetValue((type.Assembly, type.FullName), out var handle))
            return handle;
        var isNested = type.Names.Length > 1;
        EntityHandle scope = isNested ? HandleOf(type with { Names = type.Names[..^1] }) : AssemblyOf(type.Assembly);
        handle = Tables.AddTypeReference(scope, isNested ? default : Tables.GetOrAddString(type.Namespace), Tables.GetOrAddString(type.Names[^1]));
        _types.Add((type.Assembly, type.FullName), handle);
        return handle;
    }

    private AssemblyReferenceHandle AssemblyOf(string name)
    {
        if (_assemblies.TryGetValue(name, out var handle))
            return handle;
        var assembly = known.AssemblyOf(name);
        handle = Tables.AddAssemblyReference(
            Tables.GetOrAddString(name), assembly?.Version ?? new Version(0, 0, 0, 0), culture: default, Tables.GetOrAddBlob(assembly?.GetPublicKeyToken() ?? []), flags: default, hashValue: default);
        _assemblies.Add(name, handle);
        return handle;
    }
}
