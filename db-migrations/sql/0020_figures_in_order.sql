-- The newest figures of a unit are asked for in an order that tells figures of one day apart: an index has it, however many there are of that day.

drop index public_site.figures_unit_name_idx;
create index figures_newest_idx on public_site.figures (unit_name, body, as_of desc, series collate "C", key collate "C", position);
