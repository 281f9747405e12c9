CREATE TABLE example (id int PRIMARY KEY);
