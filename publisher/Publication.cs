using System.Buffers;
using System.Runtime.CompilerServices;
using OpenMinutes.Publisher.Output;
using OpenMinutes.Publisher.Pages;
using OpenMinutes.Publisher.Planning;
using OpenMinutes.Publisher.Source;
using OpenMinutes.Rendering;
using OpenMinutes.Rendering.Pages;
using OpenMinutes.Rendering.Twins;
using OpenMinutes.Search;

namespace OpenMinutes.Publisher;

/// <summary>
/// A plan carried out: room by room, what it names is read and drawn, and of what is not drawn any more the files go. One reads, or two where everything is drawn, and what is
/// read ahead is bounded; all processors draw.
/// </summary>
internal sealed class Publication(Frame frame, PublicSite source, Plan plan, FormerRelease? former, IRelease release, Desks desks, bool htmlOnly)
{
    private readonly Dictionary<string, IReadOnlyList<YearFacts>> _years = [];
    private SearchIndex? _index;

    public async Task RunAsync(CancellationToken cancellation)
    {
        if (plan.IsEmpty)
            return;
        var files = new IndexFiles(release, plan);
        if (!htmlOnly)
            _index = await IndexAsync(files, cancellation);
        await desks.DoAsync(await DrawingsAsync(cancellation), cancellation);
        if (_index is null)
            return;
        _index.WriteRoot();
        foreach (var segment in plan.Search?.Gone ?? former?.Segments ?? [])
            Clear(release.FormerBelow(segment.Folder[1..]).Where(file => !files.IsKept(file)), plan.Causes);
    }

    /// <summary>Of everything, the lists are read while the minutes are: they are asked for with few long questions, in which the processors would wait.</summary>
    private async Task<IReadOnlyList<IAsyncEnumerable<Drawing>>> DrawingsAsync(CancellationToken cancellation)
    {
        if (!plan.IsComplete)
            return [MinutesAsync(cancellation).Concat(ListsAsync(source, cancellation))];
        var moment = await source.ExportAsync(cancellation);
        return [MinutesAsync(cancellation), ListsBesideAsync(moment, cancellation)];
    }

    private async IAsyncEnumerable<Drawing> ListsBesideAsync(string moment, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var beside = await source.BesideAsync(moment, cancellation);
        await foreach (var drawing in ListsAsync(beside, cancellation))
            yield return drawing;
    }

    private async IAsyncEnumerable<Drawing> ListsAsync(PublicSite from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var drawing in ChangesAsync(from, cancellation))
            yield return drawing;
        await foreach (var drawing in SeriesAsync(from, cancellation))
            yield return drawing;
        await foreach (var drawing in RegistersAsync(from, cancellation))
            yield return drawing;
        await foreach (var drawing in UnitsAsync(from, cancellation))
            yield return drawing;
        await foreach (var drawing in PeopleAsync(from, cancellation))
            yield return drawing;
        await foreach (var drawing in OverviewsAsync(from, cancellation))
            yield return drawing;
    }

    private async IAsyncEnumerable<Drawing> MinutesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var room = new MinutesRoom(frame, source);
        foreach (var meeting in plan.Meetings.Keys)
            ClearBelow(MinutesRoom.FolderOf(meeting), plan.Meetings[meeting]);
        foreach (var batch in NewestFirst().Chunk(MinutesRoom.Batch))
        {
            foreach (var file in await room.ReadAsync(batch, cancellation))
            {
                yield return plan.Meetings.Contains(file.Place.Key)
                    ? new Drawing(plan.Meetings[file.Place.Key], desk => room.Draw(desk, file, IndexOf(file.Place.Meeting)))
                    : new Drawing([], _ => MinutesRoom.Index(file, _index!));
            }

            await foreach (var file in source.FilesAsync([.. batch.Where(plan.Meetings.Contains)], cancellation))
                yield return new Drawing(plan.Meetings[file.Meeting], desk => desk.Write(file.Url[1..], file.Content));
        }

        foreach (var batch in plan.MeetingPages.Keys.Chunk(MinutesRoom.Batch))
        {
            foreach (var file in await room.ReadAsync(batch, cancellation))
                yield return new Drawing(plan.MeetingPages[file.Place.Key], desk => room.Draw(desk, file, null), PagesOnly: true);
        }
    }

    /// <summary>
    /// The meetings that are drawn, and those of which the index wants the text besides: newest first, as the index takes them. A segment is written when its last meeting is there, and memory holds those
    /// that have begun. A plan of everything names its meetings in this order, and spares keeping them once more.
    /// </summary>
    private IEnumerable<MeetingKey> NewestFirst() => plan.IsComplete
        ? plan.Meetings.Keys
        : (_index?.Missing ?? []).Select(static record => new MeetingKey(record.Series, record.Key)).Concat(plan.Meetings.Keys).Distinct();

    /// <summary>The index, if it takes the text of the meeting.</summary>
    private SearchIndex? IndexOf(MeetingFacts meeting) => _index?.Has(meeting.HeldOn, meeting.Series, meeting.Key) == true ? _index : null;

    private async IAsyncEnumerable<Drawing> SeriesAsync(PublicSite from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (ofYear, ofSeries) = (new SeriesYearRoom(frame, from), new SeriesRoom(frame, from));
        var planned = plan.Years.Keys.Concat(plan.YearPages.Keys.Where(year => !plan.Years.Contains(year))).ToLookup(static year => year.Series);
        foreach (var series in frame.Registry.Series.Select(static series => series.Slug))
        {
            Dictionary<int, YearFacts> years = [];
            if (!plan.IsComplete && plan.Series.Contains(series))
                years = former!.YearsOf(series).ToDictionary(static year => year.Year);
            foreach (var key in planned[series])
            {
                var isWhole = plan.Years.Contains(key);
                var why = isWhole ? plan.Years[key] : plan.YearPages[key];
                if (isWhole)
                    Clear(ofYear.FilesOf(key), why);
                years.Remove(key.Year);
                if (await ofYear.ReadAsync(key, withData: isWhole && !htmlOnly, cancellation) is not { } year)
                    continue;
                years.Add(key.Year, year.Facts);
                foreach (var draw in year.Drawings)
                    yield return new Drawing(why, draw, PagesOnly: !isWhole);
            }

            if (!plan.Series.Contains(series))
                continue;
            _years[series] = [.. years.Values.OrderByDescending(static year => year.Year)];
            Clear(ofSeries.FilesOf(series), plan.Series[series]);
            foreach (var draw in await ofSeries.ReadAsync(series, _years[series], cancellation))
                yield return new Drawing(plan.Series[series], draw);
        }
    }

    private async IAsyncEnumerable<Drawing> RegistersAsync(PublicSite from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (ofSeries, ofCases) = (new RegisterRoom(frame, from), new CasesRoom(frame, from));
        foreach (var series in plan.Registers.Keys)
        {
            Clear(ofSeries.FilesOf(series, former?.YearsOfRegister(series) ?? []), plan.Registers[series]);
            if (await ofSeries.ReadAsync(series, cancellation) is { } draw)
                yield return new Drawing(plan.Registers[series], draw);
        }

        foreach (var range in plan.Cases.Keys)
        {
            Clear(ofCases.FilesOf(range), plan.Cases[range]);
            if (await ofCases.ReadAsync(range, cancellation) is { } draw)
                yield return new Drawing(plan.Cases[range], draw);
        }
    }

    private async IAsyncEnumerable<Drawing> UnitsAsync(PublicSite from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (ofUnit, ofYear) = (new UnitRoom(frame, from), new UnitYearRoom(frame, from));
        var years = frame.Registry.Units.ToDictionary(static unit => unit.Slug, unit => plan.IsComplete || !plan.Units.Contains(unit.Slug) ? [] : former!.YearsOfUnit(unit.Slug).ToHashSet());
        foreach (var year in plan.UnitYears.Keys.GroupBy(static year => year.Year, static year => year.Unit))
        {
            foreach (var unit in year)
            {
                Clear(ofYear.FilesOf(new UnitYearKey(unit, year.Key)), plan.UnitYears[new UnitYearKey(unit, year.Key)]);
                years.GetValueOrDefault(unit)?.Remove(year.Key);
            }

            foreach (var (unit, draw) in await ofYear.ReadAsync(year.Key, [.. frame.Registry.Units.Where(unit => year.Contains(unit.Slug))], cancellation))
            {
                years[unit].Add(year.Key);
                yield return new Drawing(plan.UnitYears[new UnitYearKey(unit, year.Key)], draw);
            }
        }

        var ofDirectives = new UnitDirectivesRoom(frame, from);
        foreach (var unit in frame.Registry.Units.Where(unit => plan.UnitDirectives.Contains(unit.Slug)))
        {
            Clear(ofDirectives.FilesOf(unit.Slug), plan.UnitDirectives[unit.Slug]);
            if (await ofDirectives.ReadAsync(unit, cancellation) is { } draw)
                yield return new Drawing(plan.UnitDirectives[unit.Slug], draw);
        }

        foreach (var unit in frame.Registry.Units.Where(unit => plan.Units.Contains(unit.Slug)))
        {
            foreach (var draw in await ofUnit.ReadAsync(unit, years[unit.Slug], cancellation))
                yield return new Drawing(plan.Units[unit.Slug], draw);
        }
    }

    private async IAsyncEnumerable<Drawing> PeopleAsync(PublicSite from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (ofYear, ofPerson, people) = (new PeopleYearRoom(frame, from), new PersonRoom(frame), frame.Site.People.All);
        if (people.Count == 0 || plan.People.Count + plan.PeopleYears.Count == 0)
            yield break;
        var years = people.ToDictionary(static person => person.Slug, person => plan.IsComplete ? [] : former!.YearsOfPerson(person.Slug).ToHashSet());
        var newest = people.ToDictionary(static person => person.Slug, static _ => (Year: 0, Presences: (IReadOnlyList<PresenceFacts>)[]));
        foreach (var year in plan.PeopleYears.Keys.Order())
        {
            Clear(ofYear.FilesOf(year), plan.PeopleYears[year]);
            var presences = await ofYear.ReadAsync(year, cancellation);
            foreach (var person in people)
            {
                years[person.Slug].Remove(year);
                if (!presences.Contains(person.Slug))
                    continue;
                years[person.Slug].Add(year);
                if (year == years[person.Slug].Max())
                    newest[person.Slug] = (year, [.. presences[person.Slug]]);
                yield return new Drawing(plan.PeopleYears[year], ofYear.Draw(person, year, [.. presences[person.Slug]]));
            }
        }

        if (plan.People.Count == 0)
            yield break;
        foreach (var person in people)
        {
            var (own, (year, presences)) = (years[person.Slug], newest[person.Slug]);
            if (own.Count > 0 && own.Max() != year)
                presences = [.. (await ofYear.ReadAsync(own.Max(), cancellation))[person.Slug]];
            yield return new Drawing(plan.People, ofPerson.Draw(person, own, own.Count == 0 ? [] : presences));
        }
    }

    private async IAsyncEnumerable<Drawing> ChangesAsync(PublicSite from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var changes = new ChangesRoom(frame, from);
        Dictionary<string, MonthFacts> months = plan.IsComplete ? [] : former!.Months.ToDictionary(static month => month.Name);
        foreach (var (name, month) in plan.Months)
        {
            foreach (var part in month.Parts.Keys)
                Clear(changes.FilesOf(month.Cut, part), month.Parts[part]);
            if (month.Parts.Contains(month.Cut.Newest))
                months.Remove(name);
            await foreach (var part in changes.ReadAsync(month.Cut, month.Parts.Keys, cancellation))
            {
                if (part.IsNewest)
                    months.Add(name, part.Facts);
                foreach (var draw in changes.DrawingsOf(part))
                    yield return new Drawing(month.Parts[part.Number], draw);
            }
        }

        yield return new Drawing(plan.Causes, await changes.ReadAsync([.. months.Values.OrderByDescending(static month => month.Name, StringComparer.Ordinal)], cancellation));
    }

    /// <summary>The sitemaps, and what is about the site as a whole.</summary>
    private async IAsyncEnumerable<Drawing> OverviewsAsync(PublicSite from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var maps = new SitemapRoom(frame, from);
        List<SitemapFacts> sitemaps = plan.IsComplete ? [] : former!.Notes.Sitemaps.Where(sitemap => !plan.Sitemaps.Contains(sitemap.Year)).ToList();
        foreach (var year in plan.Sitemaps.Keys)
        {
            Clear(SitemapRoom.FilesOf(year), plan.Sitemaps[year]);
            foreach (var (facts, sitemap) in await maps.ReadAsync(year, cancellation))
            {
                sitemaps.Add(facts);
                yield return new Drawing(plan.Sitemaps[year], desk => desk.Draw(sitemap));
            }
        }

        var before = former?.Notes.Series.ToDictionary(static series => series.Facts.Slug);
        var notes = ReleaseNotes.Of(frame) with
        {
            Series = [.. frame.Registry.Series.Select(series => _years.TryGetValue(series.Slug, out var years) ? SeriesNote.Of(series, years) : before![series.Slug])],
            Sitemaps = [.. sitemaps.OrderByDescending(static sitemap => sitemap.Stretch, StringComparer.Ordinal)],
        };
        foreach (var draw in await new SiteRoom(frame, from).ReadAsync(notes, cancellation))
            yield return new Drawing(plan.Causes, draw);
        yield return new Drawing(plan.Causes, desk => desk.Draw("/" + ReleaseNotes.Path, output => output.Write(notes.Write())));
    }

    private async Task<SearchIndex> IndexAsync(IndexFiles files, CancellationToken cancellation)
    {
        foreach (var meeting in plan.Meetings.Keys)
            ClearBelow(SearchFormat.TextsOf(meeting.Series, meeting.Key)[1..], plan.Meetings[meeting]);
        foreach (var meeting in plan.Indexed.Keys)
            ClearBelow(SearchFormat.TextsOf(meeting.Series, meeting.Key)[1..], plan.Indexed[meeting]);
        if (plan.Search is not { } change)
            return new SearchIndex(await source.SearchableAsync(DateOnly.MinValue, DateOnly.MaxValue, cancellation), files);
        var segments = new List<Segment>();
        foreach (var stretch in change.Stretches)
            segments.AddRange(Segment.Cut(await source.SearchableAsync(stretch.FirstDay, stretch.LastDay, cancellation), stretch));
        return new SearchIndex(segments, change.Kept, [.. change.Gone.Select(former!.Open).OfType<FormerSegment>()], IsChanged, files);

        bool IsChanged(IndexedRecord record) => new MeetingKey(record.Series, record.Key) is var meeting && (plan.Meetings.Contains(meeting) || plan.Indexed.Contains(meeting));
    }

    private void ClearBelow(string folder, IReadOnlyCollection<string> why)
    {
        if (Clears(why))
            Clear(release.FormerBelow(folder), why);
    }

    /// <summary>A release that is made of everything does not have what is not drawn; only what was closed is named, for the former one to lose it.</summary>
    private bool Clears(IReadOnlyCollection<string> why) => !plan.IsComplete || plan.Closing.Overlaps(why);

    private void Clear(IEnumerable<string> files, IReadOnlyCollection<string> why)
    {
        if (!Clears(why))
            return;
        foreach (var file in files.Where(file => release.Former(file) is not null))
            release.Remove(file, why);
    }
}
