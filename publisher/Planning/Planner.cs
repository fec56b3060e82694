using OpenMinutes.Publisher.Pages;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;

namespace OpenMinutes.Publisher.Planning;

/// <summary>Finds what is to be drawn: everything that reads something that is not as it was in the live release.</summary>
internal sealed class Planner(Frame frame, PublicSite source, FormerRelease? former)
{
    public async Task<Plan> MakeAsync(PublicationScope scope, CancellationToken cancellation)
    {
        var now = ReleaseNotes.Of(frame);
        var plan = WhyComplete(scope, now) is { } why ? await CompleteAsync(why, cancellation) : new Plan();
        // Another program, or the same with other settings, may have written other files of the same places.
        if (former is null || former.Notes.Program != now.Program || former.Notes.Settings != now.Settings)
        {
            plan.ClosesUnnamed = former is null || await ClosesAsync(former, cancellation);
            return plan;
        }

        var changes = new Closure(frame, source, former, plan);
        await AddClosedAsync(plan, changes, cancellation);
        if (plan.IsComplete)
        {
            await changes.CloseAsync(cancellation);
            return plan;
        }

        changes.AddMeetings(await source.ChangedSinceAsync(former.Content, cancellation), Closure.Changed);
        changes.AddMeetings(scope.Meetings, "asked for");
        await AddSeriesAsync(plan, changes, scope, cancellation);
        await AddUnitsAsync(plan, changes, scope, cancellation);
        await AddPendingAsync(plan, cancellation);
        await AddRegistersAsync(plan, cancellation);
        await changes.CloseAsync(cancellation);
        await AddTemplatesAsync(plan, now, cancellation);
        if (!former.Notes.Assets.SequenceEqual(now.Assets))
            plan.Causes.Add("assets");
        return plan;
    }

    /// <summary>Why everything is drawn; null if what changed is enough.</summary>
    private string? WhyComplete(PublicationScope scope, ReleaseNotes now) => former switch
    {
        null => "there is no release to go on from",
        _ when scope.All || scope.Templates => "asked for",
        _ when former.Notes.Program != now.Program => "the program is another one",
        _ when former.Notes.Settings != now.Settings => "the settings are other ones",
        // Its lists tell of meetings that it does not have as they tell.
        { IsReduced: true } => "something that was closed has been taken out of the release to which one went back",
        _ => null,
    };

    private async Task<bool> ClosesAsync(FormerRelease former, CancellationToken cancellation) =>
        (await source.ClosedSinceAsync(former.Content, cancellation)).Count > 0 || (await source.RegistersClosedSinceAsync(former.Content, cancellation)).Count > 0;

    /// <summary>What was closed is named as what it changes is, even where everything is drawn: the former release must lose it.</summary>
    private async Task AddClosedAsync(Plan plan, Closure changes, CancellationToken cancellation)
    {
        var meetings = await source.ClosedSinceAsync(former!.Content, cancellation);
        changes.AddClosed(meetings);
        // With minutes, what they reviewed leaves directives that stay public.
        var changed = (await source.DirectivesChangedSinceAsync(former.Content, cancellation)).Select(static directive => directive.Series);
        var registers = (await source.RegistersClosedSinceAsync(former.Content, cancellation)).Union(meetings.Select(static meeting => meeting.Series).Intersect(changed)).ToHashSet();
        plan.Closing.UnionWith(registers.Select(series => AddRegister(plan, series)));
        await AddDirectivesAsync(plan, registers.Contains, cancellation);
    }

    /// <summary>Every place that there is.</summary>
    private async Task<Plan> CompleteAsync(string why, CancellationToken cancellation)
    {
        var plan = new Plan { IsComplete = true };
        plan.Causes.Add(why);
        plan.Meetings.AddRange(await source.KeysAsync(null, cancellation), why);
        foreach (var series in frame.Registry.Series)
        {
            plan.Series.Add(series.Slug, why);
            plan.Registers.Add(series.Slug, why);
            plan.Cases.AddRange(await source.CasesOfAsync([series.Slug], cancellation), why);
            foreach (var year in await source.YearsAsync(series.Slug, cancellation))
            {
                plan.Years.Add(new SeriesYearKey(series.Slug, year), why);
                plan.Sitemaps.Add(year, why);
            }
        }

        foreach (var unit in frame.Registry.Units)
        {
            plan.Units.Add(unit.Slug, why);
            plan.UnitDirectives.Add(unit.Slug, why);
            plan.UnitYears.AddRange((await source.YearsOfUnitAsync(unit.Slug, cancellation)).Select(year => new UnitYearKey(unit.Slug, year)), why);
        }

        foreach (var year in plan.Sitemaps.Keys)
            plan.PeopleYears.Add(year, why);
        plan.People.Add(why);
        foreach (var (month, changes) in await source.MonthsAsync(cancellation))
            plan.AddWhole(frame.Cut(month, changes), why);
        return plan;
    }

    /// <summary>A series that is another one than it was changes with all its meetings.</summary>
    private async Task AddSeriesAsync(Plan plan, Closure changes, PublicationScope scope, CancellationToken cancellation)
    {
        var before = former!.Notes.Series.ToDictionary(static note => note.Facts.Slug, static note => (note.Facts.Name, note.Facts.Body, note.Facts.NumberedByYear));
        var other = frame.Registry.Series
            .Where(series => !before.TryGetValue(series.Slug, out var was) || was != (series.Name, series.Body, series.NumberedByYear) || scope.Series.Contains(series.Slug))
            .Select(static series => series.Slug)
            .ToList();
        foreach (var series in other)
        {
            Cause(plan, plan.Series, series, $"series {series}");
            plan.Registers.Add(series, $"series {series}");
            plan.Cases.AddRange(await source.CasesOfAsync([series], cancellation), $"series {series}");
        }

        if (other.Count > 0)
        {
            foreach (var meetings in (await source.KeysAsync(other, cancellation)).GroupBy(static meeting => meeting.Series))
                changes.AddMeetings(meetings, $"series {meetings.Key}");
        }
    }

    /// <summary>The page of a series changes with the meetings that it announces.</summary>
    private async Task AddPendingAsync(Plan plan, CancellationToken cancellation)
    {
        var pending = await source.PendingAsync(cancellation);
        foreach (var series in frame.Registry.Series.Select(static series => series.Slug))
        {
            if (!pending[series].SequenceEqual(former!.PendingOf(series)))
                Cause(plan, plan.Series, series, $"pending meetings of {series}");
        }
    }

    /// <summary>
    /// A register changes with its directives and figures, and with the names of units that it links; its series' page tells whether there is one. A directive changes its page, and those of the
    /// meetings that it names and named.
    /// </summary>
    private async Task AddRegistersAsync(Plan plan, CancellationToken cancellation)
    {
        foreach (var series in await source.RegistersChangedSinceAsync(former!.Content, cancellation))
            AddRegister(plan, series);
        await AddDirectivesAsync(plan, static _ => true, cancellation);
        if (!former.Notes.Units.SequenceEqual(frame.Registry.Units) || !former.Notes.Names.ToHashSet().SetEquals(frame.Registry.Names))
        {
            string[] all = [.. frame.Registry.Series.Select(static series => series.Slug)];
            plan.Registers.AddRange(all, "names of units");
            plan.Cases.AddRange(await source.CasesOfAsync(all, cancellation), "names of units");
        }

        if (plan.Registers.Count > 0)
            await AddUnitsOfRegistersAsync(plan, cancellation);
    }

    /// <summary>What registers say of units is little: it is drawn again for every unit. A unit's own page tells whether there is any of it.</summary>
    private async Task AddUnitsOfRegistersAsync(Plan plan, CancellationToken cancellation)
    {
        const string why = "directives";
        var directed = await source.DirectedUnitsAsync(cancellation);
        plan.UnitDirectives.AddRange(frame.Registry.Units.Select(static unit => unit.Slug), why);
        foreach (var unit in frame.Registry.Units.Where(unit => directed.Contains(unit.Slug) != former!.HasDirectives(unit.Slug)))
            Cause(plan, plan.Units, unit.Slug, why);
    }

    private string AddRegister(Plan plan, string series)
    {
        var why = $"directives of {series}";
        Cause(plan, plan.Registers, series, why);
        plan.Series.Add(series, why);
        plan.UnitDirectives.AddRange(frame.Registry.Units.Select(static unit => unit.Slug), why);
        return why;
    }

    /// <summary>The directives that are not as they were, of the registers asked for.</summary>
    private async Task AddDirectivesAsync(Plan plan, Func<string, bool> isAsked, CancellationToken cancellation)
    {
        foreach (var (series, number, meetings, begun) in (await source.DirectivesChangedSinceAsync(former!.Content, cancellation)).Where(directive => isAsked(directive.Series)))
        {
            var why = AddRegister(plan, series);
            plan.Cases.Add(CaseRange.Of(series, number), why);
            plan.MeetingPages.AddRange(meetings.Concat(former.MeetingsOf(series, number)).Select(key => new MeetingKey(series, key)), why);
            plan.Indexed.AddRange(new[] { begun, former.OriginOf(series, number) }.OfType<string>().Select(key => new MeetingKey(series, key)), why);
        }
    }

    /// <summary>A unit that is another one changes with its pages; where a printed name means another unit than it did, the minutes that print it change too.</summary>
    private async Task AddUnitsAsync(Plan plan, Closure changes, PublicationScope scope, CancellationToken cancellation)
    {
        var names = former!.Notes.Names.ToHashSet();
        var moved = names.Except(frame.Registry.Names).Concat(frame.Registry.Names.Except(names)).ToList();
        var before = former.Notes.Units.ToHashSet();
        var other = frame.Registry.Units.Where(unit => !before.Contains(unit)).Select(static unit => unit.Slug)
            .Concat(moved.Select(static name => name.Unit))
            .Concat(scope.Units)
            .Distinct();
        foreach (var unit in other)
        {
            var why = $"unit {unit}";
            Cause(plan, plan.Units, unit, why);
            plan.UnitYears.AddRange(
                (await source.YearsOfUnitAsync(unit, cancellation)).Concat(former.YearsOfUnit(unit)).Select(year => new UnitYearKey(unit, year)), why);
        }

        if (!former.Notes.Units.SequenceEqual(frame.Registry.Units))
            plan.Causes.Add("the order of units");
        if (moved.Count > 0)
            changes.AddMeetings(await source.NamingAsync(moved, cancellation), "names of units");
    }

    /// <summary>The pages that are made with a template which is another one than it was. Those about the site as a whole are drawn whenever anything is.</summary>
    private async Task AddTemplatesAsync(Plan plan, ReleaseNotes now, CancellationToken cancellation)
    {
        var other = now.Templates.Where(template => former!.Notes.Templates.GetValueOrDefault(template.Key) != template.Value).Select(static template => template.Key).ToHashSet();
        if (other.Count == 0)
            return;
        plan.Causes.UnionWith(other);
        if (Why(MinutesRoom.Templates) is { } minutes)
            plan.MeetingPages.AddRange((await source.KeysAsync(null, cancellation)).Where(meeting => !plan.Meetings.Contains(meeting)), minutes);
        foreach (var series in frame.Registry.Series.Select(static series => series.Slug))
        {
            if (Why(["pages/series.html", "pages/data-series.html", "pages/feed.atom"]) is { } why)
                plan.Series.Add(series, why);
            if (Why(RegisterRoom.Templates) is { } ofRegister)
                plan.Registers.Add(series, ofRegister);
            if (Why(CasesRoom.Templates) is { } ofCases)
                plan.Cases.AddRange(await source.CasesOfAsync([series], cancellation), ofCases);
            if (Why(SeriesYearRoom.Templates) is { } ofYear)
                plan.YearPages.AddRange(former!.YearsOf(series).Select(year => new SeriesYearKey(series, year.Year)).Where(year => !plan.Years.Contains(year)), ofYear);
        }

        foreach (var unit in frame.Registry.Units.Select(static unit => unit.Slug))
        {
            if (Why(["pages/unit.html", "pages/feed.atom"]) is { } why)
                plan.Units.Add(unit, why);
            if (Why(UnitDirectivesRoom.Templates) is { } ofDirectives)
                plan.UnitDirectives.Add(unit, ofDirectives);
            if (Why(UnitYearRoom.Templates) is { } ofYear)
                plan.UnitYears.AddRange(former!.YearsOfUnit(unit).Select(year => new UnitYearKey(unit, year)), ofYear);
        }

        if (Why(PersonRoom.Templates) is { } ofPerson)
            plan.People.Add(ofPerson);
        if (Why(PeopleYearRoom.Templates) is { } ofPeople)
            plan.PeopleYears.AddRange(frame.Site.People.All.SelectMany(person => former!.YearsOfPerson(person.Slug)), ofPeople);
        if (Why(ChangesRoom.Templates) is { } ofMonth)
        {
            foreach (var month in former!.Months)
                plan.AddWhole(frame.Cut(month.Name, month.Changes), ofMonth);
        }

        if (Why(SitemapRoom.Templates) is { } sitemap)
            plan.Sitemaps.AddRange(former!.Notes.Sitemaps.Select(static one => one.Year), sitemap);

        string? Why(IEnumerable<string> templates) => templates.FirstOrDefault(other.Contains);
    }

    private static void Cause<TKey>(Plan plan, Reasons<TKey> reasons, TKey key, string why)
        where TKey : notnull
    {
        plan.Causes.Add(why);
        reasons.Add(key, why);
    }
}
