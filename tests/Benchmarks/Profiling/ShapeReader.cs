using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace OpenMinutes.Benchmarks.Profiling;

/// <summary>Reads signatures of one assembly.</summary>
/// <param name="assembly">Its name.</param>
internal sealed class ShapeReader(string assembly) : ISignatureTypeProvider<TypeShape, object?>
{
    public TypeShape GetArrayType(TypeShape elementType, ArrayShape shape) => new OtherShape();

    public TypeShape GetByReferenceType(TypeShape elementType) => new CompoundShape(SignatureTypeCode.ByReference, elementType);

    public TypeShape GetFunctionPointerType(MethodSignature<TypeShape> signature) => new OtherShape();

    public TypeShape GetGenericInstantiation(TypeShape genericType, ImmutableArray<TypeShape> typeArguments) => new GenericShape((NamedShape)genericType, typeArguments);

    public TypeShape GetGenericMethodParameter(object? genericContext, int index) => new OtherShape();

    public TypeShape GetGenericTypeParameter(object? genericContext, int index) => new ParameterShape(index);

    public TypeShape GetModifiedType(TypeShape modifier, TypeShape unmodifiedType, bool isRequired) => new ModifiedShape(modifier, unmodifiedType, isRequired);

    public TypeShape GetPinnedType(TypeShape elementType) => elementType;

    public TypeShape GetPointerType(TypeShape elementType) => new CompoundShape(SignatureTypeCode.Pointer, elementType);

    public TypeShape GetPrimitiveType(PrimitiveTypeCode typeCode) => new PrimitiveShape(typeCode);

    public TypeShape GetSZArrayType(TypeShape elementType) => new CompoundShape(SignatureTypeCode.SZArray, elementType);

    public TypeShape GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Defined(reader, handle, IsValue(rawTypeKind));

    public TypeShape GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        List<string> names = [reader.GetString(type.Name)];
        while (type.ResolutionScope.Kind == HandleKind.TypeReference)
        {
            type = reader.GetTypeReference((TypeReferenceHandle)type.ResolutionScope);
            names.Insert(0, reader.GetString(type.Name));
        }

        var from = type.ResolutionScope.Kind == HandleKind.AssemblyReference ? reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name) : assembly;
        return new NamedShape(from, reader.GetString(type.Namespace), [.. names], IsValue(rawTypeKind));
    }

    public TypeShape GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    /// <summary>A type of the assembly.</summary>
    public NamedShape Defined(MetadataReader reader, TypeDefinitionHandle handle, bool isValue)
    {
        var type = reader.GetTypeDefinition(handle);
        List<string> names = [reader.GetString(type.Name)];
        while (type.IsNested)
        {
            type = reader.GetTypeDefinition(type.GetDeclaringType());
            names.Insert(0, reader.GetString(type.Name));
        }

        return new NamedShape(assembly, reader.GetString(type.Namespace), [.. names], isValue);
    }

    private static bool IsValue(byte rawTypeKind) => rawTypeKind == (byte)SignatureTypeKind.ValueType;
}
