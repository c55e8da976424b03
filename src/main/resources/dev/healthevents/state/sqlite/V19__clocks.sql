-- Milliseconds, counted from our_time back, for which all clocks of the server's are known that spoke; how far the slowest of these was
-- behind server_time; and the machine's own count of milliseconds at our_time. Null until a newer version than the one that made the row has read on.
ALTER TABLE source_cursor ADD COLUMN clocks_known BIGINT;
ALTER TABLE source_cursor ADD COLUMN slowest BIGINT;
ALTER TABLE source_cursor ADD COLUMN our_count BIGINT;
