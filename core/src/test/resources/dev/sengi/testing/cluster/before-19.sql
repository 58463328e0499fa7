-- Since 19, names of roles, databases and tablespaces have no line ends.
CREATE ROLE "new
line";
ALTER ROLE "new
line" SET work_mem = '1MB';
