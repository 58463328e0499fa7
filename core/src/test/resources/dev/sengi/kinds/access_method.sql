create access method "Tree" type index handler bthandler;
comment on access method "Tree" is 'a b-tree by another name';
