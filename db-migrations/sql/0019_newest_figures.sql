-- A unit's page draws the newest figures that it reported: an index finds them, however many there were before.

drop index public_site.figures_unit_name_idx;
create index figures_unit_name_idx on public_site.figures (unit_name, body, as_of desc);
