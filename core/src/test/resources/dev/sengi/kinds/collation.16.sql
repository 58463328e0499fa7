create collation ruled (provider = icu, locale = 'en', rules = '&V << w <<< W');
