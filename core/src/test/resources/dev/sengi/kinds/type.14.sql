create schema ty;
create type ty.named_range as range (subtype = date, multirange_type_name = ty."Named Multi");
