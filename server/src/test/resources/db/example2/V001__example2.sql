CREATE TABLE example2 (id int PRIMARY KEY);
