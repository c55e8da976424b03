-- Milliseconds since a silence of the server began that had ended shortly before: who was not heard since may have been set in it.
ALTER TABLE source_cursor ADD COLUMN silence BIGINT NOT NULL DEFAULT 0;
