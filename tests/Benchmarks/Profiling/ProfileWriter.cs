using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace OpenMinutes.Benchmarks.Profiling;

/// <summary>
/// Writes counts as the native compiler reads them (<c>--mibc</c>): a zipped assembly, in the code of whose methods they stand. <c>AssemblyDictionary</c> names the other methods; each of those has the counts
/// of methods that need the same assemblies.
/// </summary>
/// <remarks>
/// Of a counted method: its token; between two strings, for each count, the number 15 (all of it is said), the offset, the kind, how many data, what else, the data; and a count of kind 0, which ends them.
/// The format is the runtime's (dotnet/runtime, <c>MIbcProfileParser</c> and <c>PgoFormat</c>).
/// </remarks>
internal sealed class ProfileWriter(KnownTypes known)
{
    private const int AllIsSaid = 0xf;
    private const int Unknown = 1;
    private const string Nothing = "NULL";

    // The same counts make the same file.
    private static readonly Guid Id = new("5a1e0f6e-6d53-4a6e-8f20-6f1d2a1c9b10");
    private static readonly DateTimeOffset Time = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ProfileMetadata _metadata = new(known);
    private readonly SortedDictionary<string, InstructionEncoder> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<MemberReferenceHandle> _methods = [];

    /// <returns>Whether the method was not there before.</returns>
    public bool Add(KnownMethod method, CountedMethod counted)
    {
        var handle = _metadata.HandleOf(method);
        if (!_methods.Add(handle))
            return false;
        var code = GroupOf(method.Type);
        Push(code, handle);
        Push(code, "InstrumentationDataStart");
        foreach (var count in counted.Counts)
        {
            Push(code, AllIsSaid, count.Offset, count.Kind, count.Data.Length, count.Other);
            foreach (var datum in count.Data)
                PushDatum(code, count.Holds, datum);
        }

        Push(code, AllIsSaid, 0, 0, 0, 0);
        Push(code, "InstrumentationDataEnd");
        code.OpCode(ILOpCode.Pop);
        // Of a method that is not there any more, the first leaves the reader where it would take the next one for a part of it.
        code.OpCode(ILOpCode.Pop);
        return true;
    }

    public void Save(string file)
    {
        var (tables, name) = (_metadata.Tables, Path.GetFileName(file));
        var bodies = new MethodBodyStreamEncoder(new BlobBuilder());
        tables.AddModule(0, tables.GetOrAddString(name), tables.GetOrAddGuid(Id), encId: default, encBaseId: default);
        tables.AddAssembly(tables.GetOrAddString(name), new Version(0, 0, 0, 0), culture: default, publicKey: default, flags: default, AssemblyHashAlgorithm.None);
        var dictionary = NewCode();
        foreach (var (group, code) in _groups)
        {
            Push(dictionary, group);
            Push(dictionary, AddMethod(string.Create(CultureInfo.InvariantCulture, $"Group{tables.GetRowCount(TableIndex.MethodDef)}"), code));
            dictionary.OpCode(ILOpCode.Pop);
        }

        AddMethod("AssemblyDictionary", dictionary);
        tables.AddTypeDefinition(TypeAttributes.Public, @namespace: default, tables.GetOrAddString("<Module>"), baseType: default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));

        var assembly = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(tables), bodies.Builder, deterministicIdProvider: static _ => new BlobContentId(Id, 1)).Serialize(assembly);
        using var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create);
        var entry = zip.CreateEntry($"{name}.dll", CompressionLevel.SmallestSize);
        entry.LastWriteTime = Time;
        using var content = entry.Open();
        assembly.WriteContentTo(content);

        MethodDefinitionHandle AddMethod(string method, InstructionEncoder code)
        {
            var signature = new BlobBuilder();
            new BlobEncoder(signature).MethodSignature().Parameters(0, static answer => answer.Void(), static _ => { });
            return tables.AddMethodDefinition(
                MethodAttributes.Public | MethodAttributes.Static,
                MethodImplAttributes.IL,
                tables.GetOrAddString(method),
                tables.GetOrAddBlob(signature),
                bodies.AddMethodBody(code),
                MetadataTokens.ParameterHandle(1));
        }
    }

    /// <summary>The code for methods of types of the same assemblies: first the type's own, then what it is of.</summary>
    private InstructionEncoder GroupOf(TypeShape type)
    {
        var own = type.Assemblies.First();
        var group = string.Concat(type.Assemblies.Skip(1).Except([own]).Order(StringComparer.Ordinal).Prepend(own).Select(static assembly => assembly + ";"));
        if (!_groups.TryGetValue(group, out var code))
            _groups.Add(group, code = NewCode());
        return code;
    }

    private void PushDatum(InstructionEncoder code, CountData holds, string datum)
    {
        switch (holds)
        {
            case CountData.FourBytes:
                Push(code, unchecked((int)CountedMethod.Number(datum)));
                break;
            case CountData.EightBytes:
                var halves = datum.Split(' ');
                code.LoadConstantI8(unchecked((long)(CountedMethod.Number(halves[0]) | (ulong)CountedMethod.Number(halves[1]) << 32)));
                break;
            case CountData.Types:
                PushType(code, datum[(datum.IndexOf(' ') + 1)..]);
                break;
            case CountData.Methods:
                Push(code, datum.EndsWith(Nothing, StringComparison.Ordinal) ? 0 : Unknown);
                break;
        }
    }

    private void PushType(InstructionEncoder code, string name)
    {
        if (name == Nothing)
            Push(code, 0);
        else if (TypeName.TryParse(name, out var type) && known.Resolve(type) is { } shape)
            Push(code, _metadata.HandleOf(shape));
        else
            Push(code, Unknown);
    }

    private static InstructionEncoder NewCode() => new(new BlobBuilder());

    private static void Push(InstructionEncoder code, params ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
            code.LoadConstantI4(number);
    }

    private static void Push(InstructionEncoder code, EntityHandle token)
    {
        code.OpCode(ILOpCode.Ldtoken);
        code.Token(token);
    }

    private void Push(InstructionEncoder code, string text) => code.LoadString(_metadata.Tables.GetOrAddUserString(text));
}
