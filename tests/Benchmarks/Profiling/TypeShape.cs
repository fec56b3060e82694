using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace OpenMinutes.Benchmarks.Profiling;

/// <summary>A type as it stands in a signature (ECMA-335 II.23.2).</summary>
internal abstract record TypeShape
{
    /// <summary>As the runtime prints it.</summary>
    public abstract string Text { get; }

    /// <summary>The names of the assemblies that it is made of.</summary>
    public virtual IEnumerable<string> Assemblies => [];

    public abstract void Write(BlobBuilder blob, ProfileMetadata metadata);
}

internal sealed record PrimitiveShape(PrimitiveTypeCode Code) : TypeShape
{
    public override string Text => Code switch
    {
        PrimitiveTypeCode.Boolean => "bool",
        PrimitiveTypeCode.Byte => "unsigned int8",
        PrimitiveTypeCode.Char => "wchar",
        PrimitiveTypeCode.Double => "float64",
        PrimitiveTypeCode.Int16 => "int16",
        PrimitiveTypeCode.Int32 => "int32",
        PrimitiveTypeCode.Int64 => "int64",
        PrimitiveTypeCode.IntPtr => "int",
        PrimitiveTypeCode.SByte => "int8",
        PrimitiveTypeCode.Single => "float32",
        PrimitiveTypeCode.UInt16 => "unsigned int16",
        PrimitiveTypeCode.UInt32 => "unsigned int32",
        PrimitiveTypeCode.UInt64 => "unsigned int64",
        PrimitiveTypeCode.UIntPtr => "unsigned int",
        PrimitiveTypeCode.Void => "void",
        _ => $"class System.{Code}",
    };

    public override void Write(BlobBuilder blob, ProfileMetadata metadata) => blob.WriteByte((byte)Code);
}

/// <param name="Assembly">The name of the assembly that has it, or forwards it.</param>
/// <param name="Namespace">The namespace; empty where there is none.</param>
/// <param name="Names">Its name, after those of the types around it.</param>
/// <param name="IsValue">Whether it is a value type.</param>
internal sealed record NamedShape(string Assembly, string Namespace, ImmutableArray<string> Names, bool IsValue) : TypeShape
{
    /// <summary>What code that several types share is made of. The native compiler knows it by this name, and of no assembly that there is.</summary>
    public static readonly NamedShape Shared = new("System.Private.Canon", "System", ["__Canon"], IsValue: false);

    public override string Text => $"{(IsValue ? "value class" : "class")} {ShortName}";

    public override IEnumerable<string> Assemblies => this == Shared ? [] : [Assembly];

    public string FullName => (Namespace.Length == 0 ? "" : Namespace + ".") + string.Join('+', Names);

    /// <summary>The runtime prints nothing of what is around a nested type.</summary>
    public string ShortName => Names.Length > 1 ? Names[^1] : FullName;

    public override void Write(BlobBuilder blob, ProfileMetadata metadata)
    {
        blob.WriteByte((byte)(IsValue ? SignatureTypeKind.ValueType : SignatureTypeKind.Class));
        blob.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(metadata.HandleOf(this)));
    }
}

internal sealed record GenericShape(NamedShape Definition, ImmutableArray<TypeShape> Arguments) : TypeShape
{
    public override string Text => $"{Definition.Text}<{string.Join(',', Arguments.Select(static argument => argument.Text))}>";

    public override IEnumerable<string> Assemblies => [Definition.Assembly, .. Arguments.SelectMany(static argument => argument.Assemblies)];

    public override void Write(BlobBuilder blob, ProfileMetadata metadata)
    {
        blob.WriteByte((byte)SignatureTypeCode.GenericTypeInstance);
        Definition.Write(blob, metadata);
        blob.WriteCompressedInteger(Arguments.Length);
        foreach (var argument in Arguments)
            argument.Write(blob, metadata);
    }
}

/// <summary>An array of, a pointer or a reference to another type.</summary>
internal sealed record CompoundShape(SignatureTypeCode Code, TypeShape Of) : TypeShape
{
    public override string Text => Of.Text + Code switch
    {
        SignatureTypeCode.SZArray => "[]",
        SignatureTypeCode.Pointer => "*",
        _ => "&",
    };

    public override IEnumerable<string> Assemblies => Of.Assemblies;

    public override void Write(BlobBuilder blob, ProfileMetadata metadata)
    {
        blob.WriteByte((byte)Code);
        Of.Write(blob, metadata);
    }
}

/// <summary>What a generic type is of.</summary>
internal sealed record ParameterShape(int Index) : TypeShape
{
    public override string Text => $"!{Index}";

    public override void Write(BlobBuilder blob, ProfileMetadata metadata)
    {
        blob.WriteByte((byte)SignatureTypeCode.GenericTypeParameter);
        blob.WriteCompressedInteger(Index);
    }
}

internal sealed record ModifiedShape(TypeShape Modifier, TypeShape Of, bool IsRequired) : TypeShape
{
    public override string Text => $"{(IsRequired ? "required" : "optional")}_modifier {(Modifier as NamedShape)?.ShortName} {Of.Text}";

    public override void Write(BlobBuilder blob, ProfileMetadata metadata)
    {
        blob.WriteByte((byte)(IsRequired ? SignatureTypeCode.RequiredModifier : SignatureTypeCode.OptionalModifier));
        blob.WriteCompressedInteger(CodedIndex.TypeDefOrRefOrSpec(metadata.HandleOf(Modifier)));
        Of.Write(blob, metadata);
    }
}

/// <summary>One of the few for which nothing is written: a pointer to a function, an array of several dimensions. No text that the runtime prints is that of a signature with it.</summary>
internal sealed record OtherShape : TypeShape
{
    public override string Text => "?";

    public override void Write(BlobBuilder blob, ProfileMetadata metadata) => throw new NotSupportedException();
}
