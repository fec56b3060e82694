-- The meeting before another in its series: what that one left is compared with what this one states.
create index records_series_start_idx on minutes.records (series, start_at, id) where deleted_at is null;
