using System.Collections;
using System.Reflection;
using System.Text.Json;
using OpenMinutes.Contracts;
using OpenMinutes.Rendering.Engine;
using OpenMinutes.Rendering.Pages;

namespace OpenMinutes.Tests.Publisher;

/// <summary>What is told of some views is what reflection would find.</summary>
public sealed class FrequentMembersTests
{
    [Fact]
    public void A_view_whose_members_are_told_has_all_of_them_told()
    {
        foreach (var told in FrequentMembers.All.Keys.GroupBy(static member => member.View, static member => member.Member))
        {
            Assert.Equal(PropertiesOf(told.Key).Select(NameOf).Order(), told.Order());
        }
    }

    [Fact]
    public void A_member_that_is_told_is_read_as_it_is_called_and_of_no_other_view()
    {
        var views = new HashSet<object>(ReferenceEqualityComparer.Instance);
        Gather(MinutesPage.Of(RenderingBed.Site, RenderingBed.Edition with { Errata = [new Erratum { Anchor = "reports-2-o-2", Text = "更正", Date = new DateOnly(2025, 12, 20) }] }, RenderingBed.Links), views);

        foreach (var ((view, member), read) in FrequentMembers.All)
        {
            var property = PropertiesOf(view).Single(property => NameOf(property) == member);
            var own = views.Where(one => one.GetType() == view).ToList();

            Assert.NotEmpty(own);
            Assert.All(own, one => Assert.Same(property.GetValue(one), read(one)));
            Assert.All(views.Where(one => one.GetType() != view), other => Assert.Same(ViewMember.OfAnother, read(other)));
        }
    }

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    private static PropertyInfo[] PropertiesOf(Type view) => view.GetProperties(BindingFlags.Public | BindingFlags.Instance);

    private static void Gather(object view, HashSet<object> views)
    {
        foreach (var value in view is IEnumerable list ? list.Cast<object>() : PropertiesOf(view.GetType()).Select(property => property.GetValue(view)))
        {
            if (value is IEnumerable and not string || (value is not null && value.GetType().Namespace == typeof(MinutesPage).Namespace && views.Add(value)))
            {
                Gather(value, views);
            }
        }
    }
}
