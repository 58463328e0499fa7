COMMENT ON EXTENSION plpgsql IS 'changed';
