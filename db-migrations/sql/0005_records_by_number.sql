-- Every read and write of a record asks whether its number repeats or skips in its series; that must not cost more as a series grows.
create index records_series_number_idx on minutes.records (series, number) where number is not null;
