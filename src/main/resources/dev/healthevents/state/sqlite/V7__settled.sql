-- What of a source's changes is settled, our own clock when the server's was server_time, and since when ids are known;
-- null until a version that writes them has read the source.
ALTER TABLE source_cursor ADD COLUMN settled INTEGER;
ALTER TABLE source_cursor ADD COLUMN our_time INTEGER;
ALTER TABLE source_cursor ADD COLUMN known INTEGER;
