using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace OpenMinutes.Benchmarks.Profiling;

/// <summary>The types of some assemblies, by the names under which the runtime speaks of them.</summary>
internal sealed class KnownTypes : IDisposable
{
    private static readonly Dictionary<string, PrimitiveShape> Primitives = Enum.GetValues<PrimitiveTypeCode>()
        .Where(static code => code != PrimitiveTypeCode.TypedReference)
        .ToDictionary(static code => $"System.{code}", static code => new PrimitiveShape(code));

    private readonly List<PEReader> _files = [];
    private readonly Dictionary<string, AssemblyName> _assemblies = [];
    private readonly Dictionary<string, List<KnownType>> _types = [];

    /// <param name="folders">Where the assemblies lie. Of two of the same name the first counts.</param>
    public KnownTypes(IEnumerable<string> folders)
    {
        foreach (var file in folders.SelectMany(static folder => Directory.EnumerateFiles(folder, "*.dll").Order(StringComparer.Ordinal)))
            Open(file);
    }

    public AssemblyName? AssemblyOf(string name) => _assemblies.GetValueOrDefault(name);

    /// <summary>A method that is not generic itself, whatever its type is; null where there is none, or where more than one assembly has it.</summary>
    /// <param name="name">Its type and its name. Both may have dots.</param>
    /// <param name="signature">Its signature, as the runtime prints it.</param>
    public KnownMethod? Find(string name, string signature)
    {
        for (var dot = name.IndexOf('.'); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            if (TypeName.TryParse(name.AsSpan(0, dot), out var type) && FindIn(type, name[(dot + 1)..], signature) is { } method)
                return method;
        }

        return null;
    }

    /// <summary>A type, or null where it is not known or stands for no single one.</summary>
    /// <param name="type">Its name.</param>
    /// <param name="near">The assembly that comes first where the name says none.</param>
    public TypeShape? Resolve(TypeName type, string? near = null)
    {
        if (type.IsSZArray)
            return Resolve(type.GetElementType(), near) is { } element ? new CompoundShape(SignatureTypeCode.SZArray, element) : null;
        if (type.IsConstructedGenericType)
        {
            var arguments = type.GetGenericArguments().Select(argument => Resolve(argument, near)).OfType<TypeShape>().ToImmutableArray();
            return arguments.Length == type.GetGenericArguments().Length && Resolve(type.GetGenericTypeDefinition(), near) is NamedShape definition ? new GenericShape(definition, arguments) : null;
        }

        if (!type.IsSimple)
            return null;
        if (type.FullName == NamedShape.Shared.FullName)
            return NamedShape.Shared;
        if (Primitives.TryGetValue(type.FullName, out var primitive))
            return primitive;
        var known = _types.GetValueOrDefault(TypeName.Unescape(type.FullName)) ?? [];
        var assembly = type.AssemblyName?.Name ?? near;
        return (known.FirstOrDefault(one => one.Assembly == assembly) ?? (type.AssemblyName is null ? known.FirstOrDefault() : null))?.Shape;
    }

    public void Dispose() => _files.ForEach(static file => file.Dispose());

    private KnownMethod? FindIn(TypeName type, string name, string signature)
    {
        var definition = type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type;
        var found = (_types.GetValueOrDefault(TypeName.Unescape(definition.FullName)) ?? [])
            .SelectMany(known => known.Methods(name).Where(method => TextOf(method) == signature).Select(method => (Type: known, Signature: method)))
            .ToList();
        return found is [var only] && (type.IsConstructedGenericType ? Resolve(type, only.Type.Assembly) : only.Type.Shape) is { } of ? new KnownMethod(of, name, only.Signature) : null;
    }

    private void Open(string file)
    {
        var content = new PEReader(File.OpenRead(file));
        _files.Add(content);
        if (!content.HasMetadata || content.GetMetadataReader() is not { IsAssembly: true } metadata)
            return;
        var assembly = metadata.GetAssemblyDefinition().GetAssemblyName();
        if (!_assemblies.TryAdd(assembly.Name!, assembly))
            return;
        var shapes = new ShapeReader(assembly.Name!);
        foreach (var type in metadata.TypeDefinitions.Select(handle => new KnownType(shapes, metadata, handle)))
        {
            if (!_types.TryGetValue(type.Shape.FullName, out var same))
                _types.Add(type.Shape.FullName, same = []);
            same.Add(type);
        }
    }

    private static string TextOf(MethodSignature<TypeShape> signature) =>
        $"{(signature.Header.IsInstance ? "instance " : "")}{signature.ReturnType.Text}  ({string.Join(',', signature.ParameterTypes.Select(static parameter => parameter.Text))})";

    private sealed record KnownType(ShapeReader Shapes, MetadataReader Metadata, TypeDefinitionHandle Handle)
    {
        public NamedShape Shape { get; } = Shapes.Defined(Metadata, Handle, IsValue(Metadata, Handle));

        public string Assembly => Shape.Assembly;

        public IEnumerable<MethodSignature<TypeShape>> Methods(string name) => Metadata.GetTypeDefinition(Handle).GetMethods()
            .Select(Metadata.GetMethodDefinition)
            .Where(method => method.GetGenericParameters().Count == 0 && Metadata.StringComparer.Equals(method.Name, name))
            .Select(method => method.DecodeSignature(Shapes, null));

        private static bool IsValue(MetadataReader metadata, TypeDefinitionHandle handle) => metadata.GetTypeDefinition(handle).BaseType switch
        {
            { Kind: HandleKind.TypeReference } type => metadata.GetTypeReference((TypeReferenceHandle)type) is var reference && IsValue(metadata, reference.Namespace, reference.Name),
            { Kind: HandleKind.TypeDefinition, IsNil: false } type => metadata.GetTypeDefinition((TypeDefinitionHandle)type) is var definition && IsValue(metadata, definition.Namespace, definition.Name),
            _ => false,
        } && !metadata.StringComparer.Equals(metadata.GetTypeDefinition(handle).Name, "Enum");

        private static bool IsValue(MetadataReader metadata, StringHandle space, StringHandle name) =>
            metadata.StringComparer.Equals(space, "System") && (metadata.StringComparer.Equals(name, "ValueType") || metadata.StringComparer.Equals(name, "Enum"));
    }
}

/// <param name="Type">The type, with what it is of.</param>
/// <param name="Name">The name.</param>
/// <param name="Signature">The signature, as it stands in the type's definition.</param>
internal sealed record KnownMethod(TypeShape Type, string Name, MethodSignature<TypeShape> Signature);
