using System.Text;
using OpenMinutes.Importing;

namespace OpenMinutes.Tests.Importing;

/// <summary>PDFs that are encrypted, or made to hurt who reads them: each is refused, and says why.</summary>
public sealed class HostilePdfTests
{
    private const int Nodes = 1_100;
    private const string Id = "/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt 6 0 R";

    public static TheoryData<string, Func<byte[]>, string> Hostile => new()
    {
        { "encrypted with RC4", () => Encrypted($"/Filter /Standard /V 1 /R 2 /O <{Bytes(32)}> /U <{Bytes(32)}> /P -4"), RefusalCodes.Encrypted },
        { "encrypted with AES-256", () => Encrypted($"/Filter /Standard /V 5 /R 6 /Length 256 /O <{Bytes(48)}> /U <{Bytes(48)}> /OE <{Bytes(32)}> /UE <{Bytes(32)}> /Perms <{Bytes(16)}> /P -4 /CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> /StmF /StdCF /StrF /StdCF"), RefusalCodes.Encrypted },
        { "encrypted for certificates", () => Encrypted("/Filter /Adobe.PubSec /SubFilter /adbe.pkcs7.s5 /V 4 /R 4 /Recipients [<00>]"), RefusalCodes.Encrypted },
        { "encrypted in a version that nobody knows", () => Encrypted($"/Filter /Standard /V 9 /R 9 /O <{Bytes(48)}> /U <{Bytes(48)}> /P -4"), RefusalCodes.Encrypted },
        { "encrypted by a handler that nobody knows", () => Encrypted("/Filter /Nobody.Knows /V 7"), RefusalCodes.Encrypted },
        { "encrypted without saying how", () => Encrypted(""), RefusalCodes.Encrypted },
        { "a bomb", () => Pdfs.With((4, Pdfs.Packed(new byte[100_000_000]))), RefusalCodes.TooLarge },
        { "a bomb in a bomb", () => Pdfs.With((4, Pdfs.Packed(new byte[500_000_000], times: 2))), RefusalCodes.TooLarge },
        { "a bomb without its header", () => Pdfs.With((4, Pdfs.Packed(new byte[100_000_000], withHeader: false))), RefusalCodes.TooLarge },
        { "a page of very many letters", () => Pdfs.With((4, Pdfs.Packed(Encoding.ASCII.GetBytes($"BT /F1 12 Tf ({new string('a', 60_000_000)}) Tj ET")))), RefusalCodes.TooLarge },
        { "a state saved very often", () => Pdfs.With((4, Pdfs.Packed(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("q ", 30_000_000)))))), RefusalCodes.TooLarge },
        { "very many pages", () => Pdfs.With((2, Pdfs.Pages($"[{string.Concat(Enumerable.Repeat("3 0 R ", 2_000))}]"))), RefusalCodes.TooLarge },
        { "a tree of pages that is every node's own", () => Pdfs.With([(2, Pdfs.Pages("9 0 R")), (9, Kids(Enumerable.Range(10, Nodes))), .. Enumerable.Range(10, Nodes).Select(node => (node, Pdfs.Pages("9 0 R")))]), RefusalCodes.TooLarge },
        { "a deep tree of pages", () => Pdfs.With([(2, Pdfs.Pages("[10 0 R]")), .. Enumerable.Range(10, 50_000).Select(node => (node, Pdfs.Pages(Kids([node + 1])))), (50_010, Pdfs.Page())]), RefusalCodes.Malformed },
        { "an object that is itself", () => Pdfs.With((4, "4 0 R")), RefusalCodes.Malformed },
        { "forms that draw each other", () => Pdfs.With((3, Pdfs.Page("/XObject << /X 10 0 R >>")), (4, Pdfs.Form(10, 1)), (10, Pdfs.Form(11, 2)), (11, Pdfs.Form(12, 2)), (12, Pdfs.Form(10, 2))), RefusalCodes.Malformed },
        { "forms that draw others ten times each", () => Pdfs.With([(3, Pdfs.Page("/XObject << /X 10 0 R >>")), (4, Pdfs.Form(10, 1)), .. Enumerable.Range(10, 20).Select(form => (form, Pdfs.Form(form + 1, 10))), (30, Pdfs.Form(30, 0))]), RefusalCodes.TooLarge },
    };

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Hostile))]
    public void A_hostile_PDF_is_refused_and_says_why(string what, Func<byte[]> document, string code)
    {
        var outcome = Import(document());

        Assert.True(outcome.Refusal?.Code == code, $"{what}: {outcome.Refusal}");
    }

    [Fact]
    public void A_tree_of_pages_that_leads_back_to_its_root_is_read_once()
    {
        var document = Pdfs.With((2, Pdfs.Pages("[10 0 R 10 0 R]")), (10, Pdfs.Pages("[2 0 R 3 0 R]")));

        Assert.Equal(RefusalCodes.TextUnreadable, Import(document).Refusal?.Code);
    }

    private static byte[] Encrypted(string how) => Pdfs.With(Id, (6, $"<< {how} >>"));

    private static string Bytes(int count) => string.Concat(Enumerable.Repeat("5a", count));

    private static string Kids(IEnumerable<int> numbers) => $"[{string.Join(' ', numbers.Select(number => $"{number} 0 R"))}]";

    private static ImportOutcome Import(byte[] document) => MinutesImporter.Import(document, MediaTypes.Pdf, new ImportOptions { Series = "s" });
}
