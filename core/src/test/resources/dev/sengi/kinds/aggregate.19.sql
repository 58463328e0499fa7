create schema ag; 
create function ag.supp(internal) returns internal language internal as 'int4_sum';
create function ag."Odd Support"(internal) returns internal language internal as 'int4_sum';
create aggregate ag.a(integer) (sfunc = int4pl, stype = integer, support = ag.supp, sortop = <, parallel = safe);
create aggregate ag.o(float8 order by anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra, support = ag."Odd Support");
create aggregate ag.h(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical, support = ag.supp);
create aggregate ag.m(float8) (sfunc = float8pl, stype = float8, combinefunc = float8pl, msfunc = float8pl, minvfunc = float8mi, mstype = float8, minitcond = '0', mfinalfunc = float8up, support = ag.supp, parallel = restricted);
