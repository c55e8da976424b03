-- The integration team's route files that worked last; and a row without a name, which is there once any did.
CREATE TABLE route_file (
    name    TEXT NOT NULL PRIMARY KEY,
    content TEXT NOT NULL
);
