create schema ag;
create function ag.support(internal) returns internal language internal as 'int4_sum';
create function ag."Odd Support"(internal) returns internal language internal as 'int4_sum';
create aggregate ag.supported(integer) (
    sfunc = int4pl, stype = integer, support = ag.support, sortop = <, parallel = safe);
create aggregate ag.ordered(float8 order by anyelement) (
    sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra,
    support = ag."Odd Support");
create aggregate ag.hypothetical(variadic "any" order by variadic "any") (
    sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical,
    support = ag.support);
create aggregate ag.moving(float8) (
    sfunc = float8pl, stype = float8, combinefunc = float8pl, msfunc = float8pl, minvfunc = float8mi, mstype = float8,
    minitcond = '0', mfinalfunc = float8up, support = ag.support, parallel = restricted);
