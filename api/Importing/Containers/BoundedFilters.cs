using System.IO.Compression;
using UglyToad.PdfPig.Filters;
using UglyToad.PdfPig.Tokens;

namespace OpenMinutes.Importing;

/// <summary>The filters of a PDF, but no stream of it may unpack to more than the limit, nor all together, and fonts lose what text is read without.</summary>
internal sealed class BoundedFilters : IFilterProvider
{
    private const long LongestStream = 64_000_000, LongestDocument = 400_000_000;

    private const int ZlibHeader = 2;

    private long _unpacked;

    public IReadOnlyList<IFilter> GetFilters(DictionaryToken dictionary) => Bound(DefaultFilterProvider.Instance.GetFilters(dictionary));

    public IReadOnlyList<IFilter> GetNamedFilters(IReadOnlyList<NameToken> names) => Bound(DefaultFilterProvider.Instance.GetNamedFilters(names));

    public IReadOnlyList<IFilter> GetAllFilters() => Bound(DefaultFilterProvider.Instance.GetAllFilters());

    private IReadOnlyList<IFilter> Bound(IReadOnlyList<IFilter> filters) => [.. filters.Select(filter => filter is Bounded ? filter : new Bounded(filter, this))];

    private void Count(long length)
    {
        _unpacked += length;
        if (length > LongestStream || _unpacked > LongestDocument)
        {
            throw new RefusedException(RefusalCodes.TooLarge, "The PDF unpacks to too much.");
        }
    }

    private sealed class Bounded(IFilter inner, BoundedFilters document) : IFilter
    {
        public bool IsSupported => inner.IsSupported;

        public Memory<byte> Decode(Memory<byte> input, DictionaryToken streamDictionary, IFilterProvider filterProvider, int filterIndex)
        {
            document.Count(inner is FlateFilter ? Inflated(input) : 0);
            var output = inner.Decode(input, streamDictionary, filterProvider, filterIndex);
            document.Count(inner is FlateFilter ? 0 : output.Length);
            Outlines.Remove(output.Span);
            return output;
        }

        /// <summary>How long the stream is unpacked, without keeping it; what is damaged is left to the filter, which passes over the header unread.</summary>
        private static long Inflated(Memory<byte> input)
        {
            using var deflate = new DeflateStream(new MemoryStream(input[Math.Min(ZlibHeader, input.Length)..].ToArray(), writable: false), CompressionMode.Decompress);
            var (buffer, length) = (new byte[81_920], 0L);
            try
            {
                for (int read; length <= LongestStream && (read = deflate.Read(buffer)) > 0; length += read)
                {
                }
            }
            catch (InvalidDataException)
            {
                return length;
            }

            return length;
        }
    }
}
